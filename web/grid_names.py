"""How a grid is called where several communities meet."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from services.geography.outlines import outlines


def grid_names(session: Session, edition_id: int) -> Callable[[str], str]:
    """Grids by their codes, each with its community: grids are often named alike. What is no code stays as it is."""
    zones = outlines(session, edition_id)
    community = {zone.zone_id: zone.name for zone in zones if zone.level == "community"}
    named = {z.code: " ".join([*(community[i] for i in z.path if i in community), z.name]) for z in zones
             if z.level == "grid"}  # fmt: skip
    return lambda code: named.get(code, code)
