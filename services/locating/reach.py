"""The first wall around places: the caller's scope, as a condition of the query."""

from sqlalchemy import INTEGER, CollectionAggregate, ColumnElement, any_, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY

from services.access.scope import Scope
from services.locating.tables import Location


def in_reach(scope: Scope, location: type[Location]) -> ColumnElement[bool]:
    """Whether a place lies in the scope: in one of its grids, or outside all and nearest to one of them.

    For an office there is no condition, so that the planner need not guess at one.
    """
    if scope.everything:
        return literal(True)
    grids = _grids(scope)
    return or_(location.grid_id == grids, location.grid_id.is_(None) & (location.nearest_grid_id == grids))


def nearest_in_reach(scope: Scope, location: type[Location]) -> ColumnElement[bool]:
    """Whether a place outside all grids is nearest to one of the scope's."""
    outside = location.grid_id.is_(None)
    return outside if scope.everything else outside & (location.nearest_grid_id == _grids(scope))


def _grids(scope: Scope) -> CollectionAggregate[bool]:
    return any_(literal(list(scope.grid_ids), ARRAY(INTEGER)))
