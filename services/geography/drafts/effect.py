"""The effect of a draft before it takes force: which points would change grid. Nothing is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import shapely
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from geo.locate import OUTSIDE, Locator
from geo.polygonal import Polygonal
from services.access.scope import Scope
from services.geography.changes import Change, changes
from services.geography.drafts.draft import Draft, only_office
from services.geography.drafts.plan import Plan
from services.geography.tables import Zone
from services.geography.writing import Key
from services.locating.locate import KINDS
from services.matters.tables import Matter
from services.visits.tables import Visit

YEAR = timedelta(days=365)
"""Matters and visits older than this, counted back from the last one on record, are not counted."""
Figures = dict[str, int]
"""Number of points by kind: household, matter, visit."""


@dataclass(frozen=True, slots=True)
class Move:
    """How many points would go from one grid to another; None is outside all grids."""

    origin: str | None
    to: str | None
    points: Figures


@dataclass(frozen=True, slots=True)
class Zoned:
    """A zone that would change, and its points before and after."""

    change: Change
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Effect:
    """All that a draft would do. `since` is where the year of matters and visits begins; None without any."""

    moves: tuple[Move, ...]
    zones: tuple[Zoned, ...]
    since: datetime | None

    @property
    def moved(self) -> Figures:
        """How many points of each kind would change grid."""
        return {kind: sum(move.points[kind] for move in self.moves) for kind in KINDS}


def effect_of(session: Session, scope: Scope, draft: Draft) -> Effect:
    """Locate in memory the points near the grids that change, by the rule that locating goes by."""
    only_office(scope)
    since = _since(session)
    moved = _moved(session, draft, since)
    pairs = sorted({pair for one in moved.values() for pair in one}, key=lambda p: (p[0] or "~", p[1] or "~"))
    moves = tuple(Move(*pair, {kind: moved[kind][pair] for kind in KINDS}) for pair in pairs)
    return Effect(moves, _zones(session, draft, moved, since), since)


def _since(session: Session) -> datetime | None:
    last = [session.scalar(select(func.max(c))) for c in (Matter.opened_at, Visit.visited_at)]
    known = [day for day in last if day is not None]
    return max(known) - YEAR if known else None


def changed_grids(draft: Draft) -> tuple[list[str], list[str]]:
    """Codes of the base's grids that are gone or drawn anew, and of the plan's grids that are new or drawn anew."""
    old, new = draft.base.plan.grids, draft.plan.grids

    def lost(here: Mapping[str, Polygonal], there: Mapping[str, Polygonal]) -> list[str]:
        return [c for c in here if c not in there or not _same(here[c], there[c])]

    return lost(old, new), lost(new, old)


def _same(one: Polygonal, other: Polygonal) -> bool:
    return one is other or bool(shapely.equals_exact(one, other, 0.0))


def _moved(session: Session, draft: Draft, since: datetime | None) -> dict[str, Counter[tuple[str | None, str | None]]]:
    old, new = changed_grids(draft)
    found: dict[str, Counter[tuple[str | None, str | None]]] = {kind: Counter() for kind in KINDS}
    if not old and not new:
        return found
    stored = {o.code: o.shape for o in draft.base.outlines if o.level == "grid"}
    touched = [*(stored[code] for code in old), *(draft.plan.grids[code] for code in new)]
    # A point on the common border of two grids may go to a neighbour that keeps its outline: those are near too.
    near = _meeting(stored, touched)
    around = _meeting(draft.plan.grids, [*touched, *(stored[code] for code in near)])
    locator = Locator(around, [draft.plan.grids[code] for code in around])
    codes = _grid_codes(session)
    beside = set(near)
    ids = [i for i, code in codes.items() if code in beside]
    box = shapely.total_bounds(np.array(touched, dtype=object)).tolist()
    for kind in KINDS:
        rows = session.execute(_points_near(kind, draft.based_on.id, ids, box, since)).all()
        places = np.array([[row[1], row[2]] for row in rows], float).reshape(-1, 2)
        there = locator.locate(places[:, 0], places[:, 1]).tolist()
        for row, at in zip(rows, there, strict=True):
            pair = (None if row[0] is None else codes[row[0]], None if at == OUTSIDE else around[at])
            if pair[0] != pair[1]:
                found[kind][pair] += 1
    return found


def _grid_codes(session: Session) -> dict[int, str]:
    return {row.id: row.code for row in session.execute(select(Zone.id, Zone.code).where(Zone.level == "grid"))}


def _meeting(zones: Mapping[str, Polygonal], others: list[Polygonal]) -> list[str]:
    """The codes of the zones whose boxes meet one of the others' boxes."""
    codes = list(zones)
    if not codes:
        return []
    tree = shapely.STRtree([zones[code] for code in codes])
    return [codes[i] for i in np.unique(tree.query(np.array(others, dtype=object))[1]).tolist()]


def _points_near(
    kind: str, edition_id: int, grid_ids: list[int], box: list[float], since: datetime | None
) -> Select[int | None, float, float]:
    """Grid and place of the points in some grids, and of those outside all grids within a box."""
    point, location = KINDS[kind]
    outside = location.grid_id.is_(None) & point.geom.op("&&")(func.ST_MakeEnvelope(*box, 4326))
    return (
        select(location.grid_id, func.ST_X(point.geom), func.ST_Y(point.geom))
        .join(point, point.id == location.point_id)
        .where(location.edition_id == edition_id, or_(location.grid_id.in_(grid_ids), outside))
        .where(*_recent(kind, since))
    )


def _recent(kind: str, since: datetime | None) -> list[ColumnElement[bool]]:
    when = {"matter": Matter.opened_at, "visit": Visit.visited_at}.get(kind)
    return [] if when is None or since is None else [when >= since]


def _zones(
    session: Session,
    draft: Draft,
    moved: Mapping[str, Counter[tuple[str | None, str | None]]],
    since: datetime | None,
) -> tuple[Zoned, ...]:
    found = changes(draft.base.outlines, draft.outlines)
    asked = _below(draft.base.plan, found) | _below(draft.plan, found)
    codes = {i: code for i, code in _grid_codes(session).items() if code in asked}
    before = {kind: _counts(session, kind, draft.based_on.id, codes, since) for kind in KINDS}
    after = {kind: Counter(before[kind]) for kind in KINDS}
    for kind, pairs in moved.items():
        for (origin, to), n in pairs.items():
            after[kind][origin] -= n
            after[kind][to] += n
    old = {kind: _summed(draft.base.plan, counts) for kind, counts in before.items()}
    new = {kind: _summed(draft.plan, counts) for kind, counts in after.items()}
    return tuple(Zoned(c, *({kind: side[kind][c.zone.key] for kind in KINDS} for side in (old, new))) for c in found)


def _below(plan: Plan, found: list[Change]) -> set[str]:
    """The grids whose points a changed zone counts."""
    keys = {change.zone.key for change in found}
    return {code for code in plan.grids if not keys.isdisjoint((("grid", code), *plan.above(code)))}


def _counts(
    session: Session, kind: str, edition_id: int, codes: Mapping[int, str], since: datetime | None
) -> dict[str | None, int]:
    """Points by code, for some grids; the register is not read where no date is asked for."""
    point, location = KINDS[kind]
    chosen = select(location.grid_id, func.count()).select_from(location)
    if recent := _recent(kind, since):
        chosen = chosen.join(point, point.id == location.point_id).where(*recent)
    chosen = chosen.where(location.edition_id == edition_id, location.grid_id.in_(codes)).group_by(location.grid_id)
    return {codes[grid]: int(n) for grid, n in session.execute(chosen) if grid is not None}


def _summed(plan: Plan, counts: Mapping[str | None, int]) -> Counter[Key]:
    """Counts by grid, summed up the levels."""
    found: Counter[Key] = Counter()
    for code in plan.grids:
        for key in (("grid", code), *plan.above(code)):
            found[key] += counts.get(code, 0)
    return found
