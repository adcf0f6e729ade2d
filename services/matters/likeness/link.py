"""New reports are linked with those that they repeat, in the transaction that brings them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geo.likeness import Nearness, like_pairs
from geo.plane import Plane
from services.database import lifted
from services.matters.likeness.default_points import not_at_one
from services.matters.likeness.rules import Rules, load_rules
from services.matters.likeness.tables import MatterPair
from services.matters.tables import Matter

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Report:
    """What likeness needs of a report; `new` where it has just come in."""

    id: UUID
    lon: float
    lat: float
    at: datetime
    ref: str
    new: bool


def link_batch(session: Session, batch_id: UUID) -> int:
    """Link the matters of a file. Returns the pairs found."""
    return _link(session, Matter.batch_id == batch_id)


def link_reported(session: Session, matter_id: UUID, code: str) -> int:
    """Link a matter that the caller has just reported with the earlier ones that it repeats. Returns the pairs found.

    A function of the database does it, as the reporter may see neither: a report at a border repeats the neighbour's.
    """
    reach = load_rules(session).of(code)
    linked = func.app.link_reported(matter_id, reach.within_m, reach.within_days)
    return session.scalar(select(linked)) or 0


def _link(session: Session, new: ColumnElement[bool]) -> int:
    """Link new matters with every one that they are like, before or after them.

    It looks beyond the caller's scope, as a report at a border repeats one of the neighbour's; what is seen of a pair
    is in scope again.
    """
    with lifted(session):
        rules = load_rules(session)
        found = [row for code, reports in _near_in_time(session, new, rules).items()
                 for row in _rows(reports, rules.of(code))]  # fmt: skip
        for start in range(0, len(found), AT_ONCE):
            session.execute(insert(MatterPair).on_conflict_do_nothing(), found[start : start + AT_ONCE])
    return len(found)


def _near_in_time(session: Session, new: ColumnElement[bool], rules: Rules) -> dict[str, list[Report]]:
    """The new matters and all others of their types in reach of time, by type; none at a default point."""
    span = select(func.min(Matter.opened_at), func.max(Matter.opened_at), func.array_agg(Matter.code.distinct()))
    first, last, codes = session.execute(span.where(new)).one()
    by_code: dict[str, list[Report]] = defaultdict(list)
    if first is None:
        return by_code
    reach = timedelta(days=rules.most_days)
    rows = session.execute(
        select(Matter.code, Matter.id, func.ST_X(Matter.geom), func.ST_Y(Matter.geom), Matter.opened_at,
               Matter.external_ref, new)
        .where(Matter.opened_at.between(first - reach, last + reach), Matter.code.in_(codes), not_at_one())
    )  # fmt: skip
    for code, *rest in rows:
        by_code[code].append(Report(*rest))
    return by_code


def _rows(reports: list[Report], nearness: Nearness) -> list[dict[str, object]]:
    reports.sort(key=lambda r: (r.at, r.ref))
    xy = _metres(reports)
    pairs = like_pairs(xy, [r.at.timestamp() for r in reports], nearness)
    return [
        {"first_id": reports[one].id, "again_id": reports[other].id,
         "apart_m": float(np.hypot(*(xy[one] - xy[other])))}
        for one, other in pairs.tolist() if reports[one].new or reports[other].new
    ]  # fmt: skip


def _metres(reports: Sequence[Report]) -> NDArray[np.float64]:
    lonlat = np.array([(r.lon, r.lat) for r in reports], float)
    middle = lonlat.mean(axis=0)
    return Plane(float(middle[0]), float(middle[1])).to_metres(lonlat)
