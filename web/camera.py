"""Where a map opens."""

from geo.values import Bbox
from services.geography.drawn import extent
from web.access import Caller


def opening(caller: Caller, edition_id: int) -> Bbox | None:
    """The box (degrees) that a map shows at first: the reader's own grids, or everything where an edition has none."""
    session, scope = caller.session, caller.scope
    own = None if scope.everything else extent(session, edition_id, scope.grid_ids)
    return own or extent(session, edition_id)
