"""Households: an address point, a count of residents, a state of the register, and an interval of welfare visits."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.care.flags import MOST_DAYS, set_by_file
from services.intake.cells import Field, Reading, as_count, as_text, one_of
from services.intake.subjects.subject import Subject, Table

STATES = {"registered": "registered", "在册": "registered", "vacant": "vacant", "空置": "vacant"}


def as_interval(cell: str, _reading: Reading) -> object:
    """A number of days, None for nought: no regular visits. Raises ValueError."""
    days = int(float(cell))
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(cell)
    return days or None


FIELDS = (
    Field("address", "address", as_text),
    Field("residents", "residents", as_count),
    Field("state", "state", one_of(STATES), default="registered"),
    Field("interval", "every_days", as_interval, beside=True),
)
INTERVAL = next(i for i, field in enumerate(FIELDS) if field.beside)


def follow(session: Session, table: Table, batch_id: UUID, received_by: UUID | None) -> None:
    """The intervals that came with new households hold from today on."""
    today = datetime.now(UTC).astimezone(table.reading.zone).date()
    set_by_file(session, batch_id, table.good.refs, table.good.values[INTERVAL], received_by, today)


SUBJECT = Subject("household", FIELDS, follow=follow)
