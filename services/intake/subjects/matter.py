"""Matters: where something is wrong, what it is, who found it, and how far it has come."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy.orm import Session

from geo.shared_point import implausible
from services.intake.cells import Field, as_text, as_time
from services.intake.report import Finding, Report
from services.intake.rows import Columns, Fault, Good
from services.intake.subjects.subject import Subject, Table
from services.intake.words import (
    as_known_department,
    as_source,
    as_stage,
    say_departments,
    say_sources,
    say_stages,
)
from services.matters.codes.said import unknown_codes
from services.matters.life.moves import STAGE_WORDS
from services.matters.life.take_over import begin_lives
from services.matters.likeness.default_points import find_default_points
from services.matters.likeness.link import link_batch
from services.messages import message

MANY_ADDRESSES = (
    "%(rows)d rows with %(addresses)d different addresses lie on one point (%(lon).4f, %(lat).4f), as where an address "
    "was not found. They are kept, and count in no grid until somebody says that it is a real place."
)
MANY_ROWS = (
    "%(rows)d rows lie on one point (%(lon).4f, %(lat).4f), many times as many as anywhere else. They are kept, and "
    "count in no grid until somebody says that it is a real place."
)
CLOSED_BEFORE = "Row %(row)d: closed %(later)s, before it was opened %(opened)s."
DUE_BEFORE = "Row %(row)d: due %(later)s, before it was opened %(opened)s."
NO_TIME = "Row %(row)d: it is closed by its stage, but no time says when."
NOT_CLOSED = "Row %(row)d: it stands as %(stage)s, yet it was closed %(closed)s."


FIELDS = (
    Field("matter_code", "code", as_text, required=True),
    Field("source", "source", as_source),
    Field("address", "address", as_text),
    Field("opened", "opened_at", as_time, required=True),
    Field("due", "due_at", as_time),
    Field("closed", "closed_at", as_time),
    Field("status", "stage", as_stage),
    Field("department", "department", as_known_department),
)


def faults(columns: Columns) -> Iterator[Fault]:
    """Rows that were closed, or due, before they were opened, and whose stage and time of closing do not agree."""
    return chain(
        _too_early(columns, "closed", CLOSED_BEFORE), _too_early(columns, "due", DUE_BEFORE), _contradicting(columns)
    )


def _too_early(columns: Columns, later: str, text: str) -> Iterator[Fault]:
    for row, (opened, then) in enumerate(zip(columns["opened"], columns[later], strict=True)):
        if isinstance(opened, datetime) and isinstance(then, datetime) and then < opened:
            said = message(text, row=row + 2, later=_short(then), opened=_short(opened))
            yield Fault(row, f"{later}_before_opened", said)


def _contradicting(columns: Columns) -> Iterator[Fault]:
    for row, (stage, closed) in enumerate(zip(columns["status"], columns["closed"], strict=True)):
        if stage == "closed" and closed is None:
            yield Fault(row, "no_closing_time", message(NO_TIME, row=row + 2))
        elif isinstance(stage, str) and stage not in ("closed", "voided") and isinstance(closed, datetime):
            said = message(NOT_CLOSED, row=row + 2, stage=STAGE_WORDS[stage], closed=_short(closed))
            yield Fault(row, "stage_and_time", said)


def _short(time: datetime) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S UTC")


def say(session: Session, table: Table) -> None:
    """What the words of another system are taken as, codes on no list, and places that are none."""
    words = table.features, table.mapping, table.reading, table.report
    say_stages(*words)
    say_sources(*words)
    say_departments(*words)
    _say_codes(session, table)
    _say_shared(table.good, table.report)


def _say_codes(session: Session, table: Table) -> None:
    """Name the codes that stand on no list."""
    if said := unknown_codes(session, map(str, _column(table.good, "matter_code"))):
        table.report.findings.append(Finding("unknown_code", said, False))


def _say_shared(good: Good, report: Report) -> None:
    """Name the places that too many rows share: there a geocoder puts what it did not find."""
    addresses = [str(address) if address else None for address in _column(good, "address")]
    for place in implausible(good.lon, good.lat, addresses):
        figures = {"rows": place.rows, "lon": place.lon, "lat": place.lat}
        said = message(MANY_ADDRESSES, addresses=place.addresses, **figures) if place.addresses else message(
            MANY_ROWS, **figures)  # fmt: skip
        report.findings.append(Finding("default_point", said, False, place.lon, place.lat))


def _column(good: Good, field: str) -> list[object]:
    return good.values[[f.field for f in FIELDS].index(field)]


def follow(session: Session, _table: Table, batch_id: UUID, _received_by: UUID | None) -> None:
    """Their lives begin, places that are none are found, and reports that are alike are linked."""
    begin_lives(session, batch_id)
    find_default_points(session)
    link_batch(session, batch_id)


SUBJECT = Subject("matter", FIELDS, faults, say, follow)
