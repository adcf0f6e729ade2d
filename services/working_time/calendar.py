"""The office's calendar as values: which days are worked, and between which hours. No tables here."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Local hours of a working day, [opens, closes)."""

    opens: time
    closes: time


# Until the office sets its own: said on the page of the calendar.
USUAL = (Window(time(8, 30), time(12)), Window(time(14), time(17, 30)))


@dataclass(frozen=True, slots=True)
class Hours:
    """Windows that hold from a day on."""

    valid_from: date
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Calendar:
    """Days and hours of work in a time zone.

    `days` holds what differs from the week: a holiday is False, a shifted workday True. `hours` rise by day; before
    the first, and where there are none, the usual windows hold.
    """

    zone: ZoneInfo
    days: Mapping[date, bool] = field(default_factory=dict)
    hours: Sequence[Hours] = ()
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_workday(self, day: date) -> bool:
        """Whether a local day is worked: as the calendar says, else Monday to Friday."""
        return self.days.get(day, day.weekday() < 5)

    def windows(self, day: date) -> tuple[Window, ...]:
        """The windows that hold on a day, were it worked."""
        at = bisect_right([h.valid_from for h in self.hours], day)
        return self.hours[at - 1].windows if at else USUAL

    def worked(self, day: date) -> tuple[Span, ...]:
        """The working spans of a local day, as instants; none on a day off."""
        if day not in self._spans:
            found = [(self._at(day, w.opens), self._at(day, w.closes)) for w in self.windows(day)]
            # A window that the clocks skip is none.
            self._spans[day] = tuple(s for s in found if s[0] < s[1]) if self.is_workday(day) else ()
        return self._spans[day]

    def whole(self, day: date) -> tuple[Span, ...]:
        """A local day from midnight to midnight, as instants."""
        return ((self._at(day, time()), self._at(day + timedelta(days=1), time())),)

    def day_of(self, instant: int) -> date:
        """The local day of an instant."""
        return moment(instant).astimezone(self.zone).date()

    def _at(self, day: date, hour: time) -> int:
        return instant(datetime.combine(day, hour, self.zone))


def instant(at: datetime) -> int:
    """Whole microseconds since 1970, whatever the zone that a time is written in. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(at)
    return (at - EPOCH) // MICROSECOND


def moment(instant: int) -> datetime:
    """An instant as a time in UTC."""
    return EPOCH + instant * MICROSECOND
