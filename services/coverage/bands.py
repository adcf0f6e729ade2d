"""The bands of days since the last verified visit, as the office set them. The only writer of theirs."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.access.tables import Person
from services.coverage.tables import StalenessBands
from services.errors import Invalid
from services.messages import Message, message

# Survey practice without a rule behind it: a month, a quarter, half a year. It holds until the office sets others.
ENDS = (30, 90, 180)
OWN = message("This product's own, until the office sets another")
MOST_ENDS, LONGEST_DAYS = 4, 3660


@dataclass(frozen=True, slots=True)
class Bands:
    """The last day of each band, ascending; what is older is a band, too, and never visited a class of its own.

    The source is the office's own words, or ours; when and by whom they were set, where they were.
    """

    ends: tuple[int, ...] = ENDS
    source: str | Message = OWN
    set_at: datetime | None = None
    setter: str | None = None

    def of(self, day: date | None, today: date) -> int | None:
        """The band of what was verified on a day last, from 0; None for never."""
        return None if day is None else bisect_left(self.ends, (today - day).days)


def history(session: Session) -> list[Bands]:
    """All bands that were ever set, the newest first."""
    rows = session.execute(
        select(StalenessBands, Person.display_name)
        .outerjoin(Person, Person.id == StalenessBands.set_by)
        .order_by(StalenessBands.id.desc())
    )
    return [Bands(tuple(one.ends), one.source, one.set_at, name) for one, name in rows]


def bands(session: Session) -> Bands:
    """The bands that hold now."""
    newest = session.scalar(select(StalenessBands).order_by(StalenessBands.id.desc()).limit(1))
    return Bands() if newest is None else Bands(tuple(newest.ends), newest.source, newest.set_at)


def set_bands(session: Session, scope: Scope, ends: Sequence[int], source: str) -> Bands:
    """Set the bands from now on.

    Raises Forbidden for anybody but the office, Invalid where the ends don't ascend, are too many, or no source is
    given.
    """
    require(scope, "office")
    kept = tuple(ends)
    if not 1 <= len(kept) <= MOST_ENDS or list(kept) != sorted({*kept}) or kept[0] < 1 or kept[-1] > LONGEST_DAYS:
        raise Invalid("coverage.bands", most=MOST_ENDS, longest=LONGEST_DAYS)
    if not source.strip():
        raise Invalid("coverage.bands_source")
    session.execute(insert(StalenessBands).values(ends=list(kept), source=source.strip(), set_by=scope.person_id))
    record(session, scope.person_id, "coverage.bands", "staleness", {"ends": list(kept), "source": source.strip()})
    return bands(session)
