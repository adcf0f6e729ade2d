"""A zone through the editions: why each was made, and what every change moved."""

from dataclasses import dataclass, field

import shapely
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, aliased

from geo.metric import area_m2
from geo.polygonal import Polygonal, multipolygon
from services.access.scope import Scope
from services.geography.editions import in_force_ever
from services.geography.tables import Boundary, Edition, Zone
from services.gridfile.zone import Named, Subject, grids_inside
from services.locating.locate import KINDS

MOVED = ("household", "matter")
# Less land than this is rounding, not a new border.
SAME_M2 = 1.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """Points that went between this zone and another; None where that one is in no grid or not in scope."""

    other: Named | None
    count: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Points of one kind before and after a change: before + gained − lost = after."""

    before: int
    after: int
    gained: tuple[Exchange, ...]
    lost: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One edition: the zone's name and area in it (None where it does not exist), and what changed from before.

    `what` is one of new, same, changed, dissolved. `moved` is empty for the first one and where nothing changed, and
    None where points of grids that are not in scope had a part in it. Land in m².
    """

    edition: Edition
    what: str
    name: str | None
    parent: str | None
    area_m2: float | None
    land_gained_m2: float = 0.0
    land_lost_m2: float = 0.0
    moved: dict[str, Moved] | None = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Drawn:
    name: str
    parent: str | None
    area_m2: float
    shape: Polygonal


def history(session: Session, scope: Scope, subject: Subject) -> list[Step]:
    """Every edition from the first that has the zone on, oldest first; points are all that there are today."""
    drawn = _drawn(session, subject.zone_id)
    steps: list[Step] = []
    before: Edition | None = None
    for edition in in_force_ever(session):
        if edition.id in drawn or steps:
            steps.append(_step(session, scope, subject.zone_id, drawn, before, edition))
        before = edition
    return steps


def _drawn(session: Session, zone_id: int) -> dict[int, _Drawn]:
    above = aliased(Boundary)
    rows = session.execute(
        select(Boundary.edition_id, Boundary.name, above.name, Boundary.area_m2, func.ST_AsBinary(Boundary.geom))
        .outerjoin(above, (above.edition_id == Boundary.edition_id) & (above.zone_id == Boundary.parent_id))
        .where(Boundary.zone_id == zone_id)
    )
    return {row[0]: _Drawn(row[1], row[2], row[3], multipolygon(shapely.from_wkb(bytes(row[4])))) for row in rows}


def _step(
    session: Session, scope: Scope, zone_id: int, drawn: dict[int, _Drawn], before: Edition | None, edition: Edition
) -> Step:
    old, new = drawn.get(before.id) if before else None, drawn.get(edition.id)
    if before is None:
        return Step(
            edition, "new", new.name if new else None, new.parent if new else None, new.area_m2 if new else None
        )
    gained, lost = _land(old, new)
    same = gained < SAME_M2 and lost < SAME_M2 and (old and (old.name, old.parent)) == (new and (new.name, new.parent))
    what = "same" if same else "new" if old is None else "dissolved" if new is None else "changed"
    moved = {} if same else _moved(session, scope, zone_id, before.id, edition.id)
    shown = new or _Drawn("", None, 0.0, shapely.MultiPolygon())
    return Step(
        edition, what, shown.name if new else None, shown.parent, shown.area_m2 if new else None, gained, lost, moved
    )


def _land(old: _Drawn | None, new: _Drawn | None) -> tuple[float, float]:
    """Land gained and lost, in m² on the ellipsoid."""
    if old is None or new is None:
        return (new.area_m2 if new else 0.0), (old.area_m2 if old else 0.0)
    gained, lost = new.shape.difference(old.shape), old.shape.difference(new.shape)
    return tuple(0.0 if land.is_empty else area_m2(land) for land in (gained, lost))  # type: ignore[return-value]


def _moved(session: Session, scope: Scope, zone_id: int, before: int, after: int) -> dict[str, Moved] | None:
    old, new = grids_inside(session, before, zone_id), grids_inside(session, after, zone_id)
    if not (scope.everything or set(old) | set(new) <= set(scope.grid_ids)):
        return None
    return {kind: _moved_of(session, scope, kind, (before, old), (after, new)) for kind in MOVED}


def _moved_of(
    session: Session, scope: Scope, kind: str, old: tuple[int, tuple[int, ...]], new: tuple[int, tuple[int, ...]]
) -> Moved:
    came, went = _elsewhere(session, scope, kind, new, old[0]), _elsewhere(session, scope, kind, old, new[0])
    gained, lost = _named(session, old, came), _named(session, new, went)
    return Moved(sum(went.values()), sum(came.values()), gained, lost)


def _elsewhere(
    session: Session, scope: Scope, kind: str, at: tuple[int, tuple[int, ...]], edition_id: int
) -> dict[int | None, int]:
    """Where the points of some grids of one edition lie under another one: grid → how many."""
    here = KINDS[kind][1]
    there = aliased(here)
    same_point = (there.point_id == here.point_id) & (there.edition_id == edition_id)
    rows = session.execute(
        select(there.grid_id, func.count())
        .select_from(here)
        .outerjoin(there, same_point & (literal(scope.everything) | there.grid_id.in_(scope.grid_ids)))
        .where(here.edition_id == at[0], here.grid_id.in_(at[1]))
        .group_by(there.grid_id)
    )
    return {row[0]: row[1] for row in rows}


def _named(session: Session, own: tuple[int, tuple[int, ...]], flow: dict[int | None, int]) -> tuple[Exchange, ...]:
    """What crossed the zone's border, by the grid on the other side as its edition names it, most first."""
    edition_id, inside = own
    crossed = {grid: count for grid, count in flow.items() if grid not in inside}
    rows = session.execute(
        select(Zone.id, Zone.code, Boundary.name)
        .join(Boundary, Boundary.zone_id == Zone.id)
        .where(Boundary.edition_id == edition_id, Zone.id.in_([g for g in crossed if g is not None]))
    )
    names: dict[int | None, Named] = {zone_id: Named("grid", code, name) for zone_id, code, name in rows}
    found = [Exchange(names.get(grid), count) for grid, count in crossed.items()]
    return tuple(sorted(found, key=lambda e: (e.other is None, -e.count, e.other.code if e.other else "")))
