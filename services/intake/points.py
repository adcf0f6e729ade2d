"""Points in: households, matters, visits from tables; each row good, named as bad, or there already."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from geo.shared_point import implausible
from services.access.scope import Scope
from services.database import lifted
from services.identifiers import new_ids
from services.intake.batches import begin, finish
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.point_places import look_at_grids, places
from services.intake.report import Finding, Report
from services.intake.rounding import say_rounded
from services.intake.rows import Good, read_rows
from services.intake.staging import insert_points
from services.intake.states import say_departments, say_sources, say_stages, with_departments
from services.intake.subjects import SUBJECTS, Field, Reading
from services.locating.locate import KINDS, locate_batch, points_of
from services.matters.codes.said import unknown_codes
from services.matters.life.take_over import begin_lives
from services.matters.likeness.default_points import find_default_points
from services.matters.likeness.link import link_batch
from services.messages import message
from services.visit_review.look import Looked, look_at_batch

MANY_ADDRESSES = (
    "%(rows)d rows with %(addresses)d different addresses lie on one point (%(lon).4f, %(lat).4f), as where an address "
    "was not found. They are kept, and count in no grid until somebody says that it is a real place."
)
MANY_ROWS = (
    "%(rows)d rows lie on one point (%(lon).4f, %(lat).4f), many times as many as anywhere else. They are kept, and "
    "count in no grid until somebody says that it is a real place."
)
MIXED_UP = (
    "%(count)d devices tell their places in another frame: nobody's fault, to be put right as a whole under Visits."
)
TO_LOOK_AT = (
    "There is a reason to look at %(count)d visits of the quarters that this file reaches into. They are kept, and "
    "their visitors are heard under Visits."
)


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
    kind, fields = SUBJECTS[subject]
    at = () if features.geometries is not None else ("lon", "lat")
    required = [*at, *(f.field for f in fields if f.required)]
    mapping = guess(features, [*at, *names_of(subject)], choices.columns or {}, required)
    report = Report(features.name, subject, mapping, len(features.rows), features.note)
    where = places(features, mapping, choices.frame, session)
    reading = with_departments(session, choices.reading) if "department" in mapping else choices.reading
    good = read_rows(features, mapping, fields, where, reading, choices.accept, report)
    good = say_rounded(good, report)
    if kind == "matter":
        say_stages(features, mapping, reading, report)
        say_sources(features, mapping, reading, report)
        say_departments(features, mapping, reading, report)
        _say_codes(session, fields, good, report)
        _say_shared(fields, good, report)
    if choices.dry_run or choices.scope is not None or "zone" in mapping:
        good = look_at_grids(session, features, mapping, good, choices.scope, report)
    report.refused = len(features.rows) - len(good.refs)
    if choices.dry_run:
        report.already = _count_known(session, kind, good)
    if choices.dry_run or (report.refused and not choices.keep_good):
        return report
    batch = begin(session, report, sha256, choices.received_by)
    with _unjudged(session, choices.scope):
        ids = new_ids(len(good.refs))
        report.added = insert_points(session, kind, fields, batch.id, ids, good)
        whole = report.added == len(ids)
        written = points_of(ids, good.lon, good.lat, good.accuracy_m) if whole else None
        locate_batch(session, kind, batch.id, written)
        if kind == "matter":
            begin_lives(session, batch.id)
            find_default_points(session)
            link_batch(session, batch.id)
        if kind == "visit":
            looked = look_at_batch(session, batch.id, reading.zone, choices.received_by)
            report.findings += said_of(looked)
    report.already, report.written = len(good.refs) - report.added, True
    finish(session, batch, report)
    return report


def said_of(looked: Looked) -> list[Finding]:
    """What a look at visits came to, to be told with the file; nothing where there was nothing."""
    found = []
    if looked.devices:
        found.append(Finding("device_mixup", message(MIXED_UP, count=looked.devices), False))
    if looked.opened:
        found.append(Finding("visit_review", message(TO_LOOK_AT, count=looked.opened), False))
    return found


def _say_codes(session: Session, fields: Sequence[Field], good: Good, report: Report) -> None:
    codes = good.values[[f.column for f in fields].index("code")]
    if said := unknown_codes(session, map(str, codes)):
        report.findings.append(Finding("unknown_code", said, False))


def _say_shared(fields: Sequence[Field], good: Good, report: Report) -> None:
    """Name the places that too many rows share: there a geocoder puts what it did not find."""
    addresses = good.values[[f.column for f in fields].index("address")]
    for place in implausible(good.lon, good.lat, [str(a) if a else None for a in addresses]):
        figures = {"rows": place.rows, "lon": place.lon, "lat": place.lat}
        said = message(MANY_ADDRESSES, addresses=place.addresses, **figures) if place.addresses else message(
            MANY_ROWS, **figures)  # fmt: skip
        report.findings.append(Finding("default_point", said, False, place.lon, place.lat))


def _unjudged(session: Session, scope: Scope | None) -> AbstractContextManager[None]:
    """Past row-level security where it can't judge.

    A new point has no grid yet, and under an older edition it may lie in somebody else's. That it lies in one of
    the writer's own today has been checked row by row.
    """
    return nullcontext() if scope is None or scope.everything else lifted(session)


def names_of(subject: str) -> list[str]:
    """The fields of a subject that a file may have a column for, places apart."""
    return ["ref", *(f.field for f in SUBJECTS[subject][1]), "accuracy", "zone"]


def _count_known(session: Session, kind: str, good: Good) -> int:
    """How many of the rows are there already, and would not be added."""
    point = KINDS[kind][0]
    refs = set(good.refs)
    listed = select(func.unnest(cast(list(refs), ARRAY(String))))
    known = session.scalar(select(func.count()).where(point.external_ref.in_(listed)))
    return (known or 0) + len(good.refs) - len(refs)
