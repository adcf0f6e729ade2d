"""New reports are linked with those that they repeat, in the transaction that brings them."""

from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geo.likeness import Nearness, like_pairs
from geo.plane import Plane
from services.bulk import Rows, read_rows, record, write_rows
from services.database import lifted, sql
from services.matters.likeness.default_points import not_at_one
from services.matters.likeness.rules import Rules, load_rules
from services.matters.tables import Matter

# What likeness needs of a report: its type by number, its place, its time in seconds, and whether it has just come in.
REPORT = record({"id": "uuid", "kind": "int4", "lon": "float8", "lat": "float8", "at_s": "float8", "new": "bool"})
PAIR = record({"one": "uuid", "other": "uuid", "apart_m": "float8"})


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
        found = _pairs(session, new, load_rules(session))
        if len(found):
            session.execute(sql(__file__, "alike.sql"))
            write_rows(session, "alike", found)
            session.execute(sql(__file__, "link_alike.sql"))
    return len(found)


def _pairs(session: Session, new: ColumnElement[bool], rules: Rules) -> Rows:
    """The pairs of reports of one type that are alike, at least one of them new."""
    spans = select(Matter.code, func.min(Matter.opened_at), func.max(Matter.opened_at))
    came = session.execute(spans.where(new).group_by(Matter.code).order_by(Matter.code)).all()
    if not came:
        return np.zeros(0, PAIR)
    reach = timedelta(days=rules.most_days)
    within = min(first for _, first, _ in came) - reach, max(last for *_, last in came) + reach
    reports = _near_in_time(session, new, *within)
    reports = reports[np.argsort(reports["kind"], kind="stable")]
    ends = np.searchsorted(reports["kind"], np.arange(len(came) + 1), side="right")
    parts = [_alike(reports[ends[i] : ends[i + 1]], rules.of(code)) for i, (code, *_) in enumerate(came)]
    # Said once more, as joining takes the numbers for the machine's own.
    return np.concatenate(parts, dtype=PAIR)


def _near_in_time(session: Session, new: ColumnElement[bool], first: datetime, last: datetime) -> Rows:
    """The new matters and all others of their types in reach of time; none at a default point.

    The types are numbered from 1 in their order.
    """
    codes = func.array(select(Matter.code).where(new).group_by(Matter.code).order_by(Matter.code).scalar_subquery())
    # Not a join: the planner knows nothing yet of rows that this transaction wrote.
    number = func.array_position(codes, Matter.code)
    return read_rows(
        session,
        select(
            Matter.id, number, func.ST_X(Matter.geom), func.ST_Y(Matter.geom),
            func.date_part("epoch", Matter.opened_at), func.coalesce(new, False),
        )
        .where(number.is_not(None), Matter.opened_at.between(first, last), not_at_one()),
        REPORT,
    )  # fmt: skip


def _alike(reports: Rows, nearness: Nearness) -> Rows:
    """The pairs among reports of one type."""
    if not len(reports):
        return np.zeros(0, PAIR)
    xy = _metres(reports)
    one, other = like_pairs(xy, reports["at_s"], nearness).T
    new = reports["new"][one] | reports["new"][other]
    one, other = one[new], other[new]
    found = np.zeros(len(one), PAIR)
    found["one"], found["other"] = reports["id"][one], reports["id"][other]
    found["apart_m"] = np.hypot(*(xy[one] - xy[other]).T)
    return found


def _metres(reports: Rows) -> NDArray[np.float64]:
    lonlat = np.column_stack([reports["lon"], reports["lat"]]).astype(float)
    middle = lonlat.mean(axis=0)
    return Plane(float(middle[0]), float(middle[1])).to_metres(lonlat)
