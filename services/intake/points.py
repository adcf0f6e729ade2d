"""Points in: households, matters, visits from tables; each row good, named as bad, or there already."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import lifted
from services.identifiers import new_ids
from services.intake.batches import begin, finish
from services.intake.cells import Reading
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.point_places import look_at_grids, places
from services.intake.report import Report
from services.intake.rounding import say_rounded
from services.intake.rows import Good, read_rows
from services.intake.staging import insert_points
from services.intake.subjects import SUBJECTS
from services.intake.subjects.subject import Table
from services.intake.words import with_departments
from services.locating.locate import KINDS, locate_batch, points_of


@dataclass(frozen=True, slots=True)
class Choices:
    """How a table of points is to be read; without a scope the operator may bring rows from everywhere."""

    reading: Reading
    columns: Mapping[str, str] | None = None
    frame: str | None = None
    keep_good: bool = False
    dry_run: bool = False
    received_by: UUID | None = None
    accept: Collection[str] = ()
    scope: Scope | None = None


def take_points(session: Session, subject: str, features: Features, sha256: str, choices: Choices) -> Report:
    """Check a table of points, write the rows that are new, and put them into their grids.

    Nothing is written where a row is bad, unless the operator keeps the good ones or accepts what is wrong
    by name. The same file a second time adds nothing. Raises Invalid where columns are missing or the frame
    looks wrong.
    """
    what = SUBJECTS[subject]
    at = () if features.geometries is not None else ("lon", "lat")
    mapping = guess(features, [*at, *what.names], choices.columns or {}, [*at, *what.required])
    report = Report(features.name, subject, mapping, len(features.rows), features.note)
    where = places(features, mapping, choices.frame, session)
    reading = with_departments(session, choices.reading) if "department" in mapping else choices.reading
    good = read_rows(features, mapping, what.fields, where, reading, choices.accept, report, what.faults)
    good = say_rounded(good, report)
    table = Table(features, mapping, reading, good, report)
    what.say(session, table)
    if choices.dry_run or choices.scope is not None or "zone" in mapping:
        good = look_at_grids(session, features, mapping, good, choices.scope, report)
    report.refused = len(features.rows) - len(good.refs)
    if choices.dry_run:
        report.already = _count_known(session, what.kind, good)
    if choices.dry_run or (report.refused and not choices.keep_good):
        return report
    batch = begin(session, report, sha256, choices.received_by)
    with _unjudged(session, choices.scope):
        ids = new_ids(len(good.refs))
        report.added = insert_points(session, what.kind, what.fields, batch.id, ids, good)
        whole = report.added == len(ids)
        written = points_of(ids, good.lon, good.lat, good.accuracy_m) if whole else None
        locate_batch(session, what.kind, batch.id, written)
        what.follow(session, table, batch.id, choices.received_by)
    report.already, report.written = len(good.refs) - report.added, True
    finish(session, batch, report)
    return report


def _unjudged(session: Session, scope: Scope | None) -> AbstractContextManager[None]:
    """Past row-level security where it can't judge.

    A new point has no grid yet, and under an older edition it may lie in somebody else's. That it lies in one of
    the writer's own today has been checked row by row.
    """
    return nullcontext() if scope is None or scope.everything else lifted(session)


def _count_known(session: Session, kind: str, good: Good) -> int:
    """How many of the rows are there already, and would not be added."""
    point = KINDS[kind][0]
    refs = set(good.refs)
    listed = select(func.unnest(cast(list(refs), ARRAY(String))))
    known = session.scalar(select(func.count()).where(point.external_ref.in_(listed)))
    return (known or 0) + len(good.refs) - len(refs)
