"""How a grid is called where several communities meet."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from services.geography.outlines import Outline, outlines


def grid_names(session: Session, edition_id: int) -> Callable[[str], str]:
    """Grids by their codes, each with its community: grids are often named alike. What is no code stays as it is."""
    return named(outlines(session, edition_id))


def named(zones: Sequence[Outline]) -> Callable[[str], str]:
    """The same among zones that are at hand."""
    community = {zone.zone_id: zone.name for zone in zones if zone.level == "community"}
    known = {z.code: " ".join([*(community[i] for i in z.path if i in community), z.name]) for z in zones
             if z.level == "grid"}  # fmt: skip
    return lambda code: known.get(code, code)
