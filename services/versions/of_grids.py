"""The versions of layers by grid, for results that rest on some grids alone."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.database import sql


def versions_of_grids(
    session: Session, layers: Sequence[str], edition_id: int, grids: Sequence[int]
) -> tuple[tuple[str, int, int], ...]:
    """Layer, grid and version, ordered by layer and grid: another tuple as soon as one has changed."""
    asked = {"layers": list(layers), "edition": edition_id, "grids": list(grids)}
    rows = session.execute(sql(__file__, "of_grids.sql"), asked)
    return tuple((row.layer, row.grid_id, row.version) for row in rows)
