"""The time that a file looks back on: twelve local months up to the end of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The month of `day` up to its end, and the eleven months before; every border is a local midnight."""

    day: date
    zone: ZoneInfo

    @property
    def months(self) -> Sequence[date]:
        """The first day of each month, oldest first."""
        count = self.day.year * 12 + self.day.month - 1
        return [date(n // 12, n % 12 + 1, 1) for n in range(count - MONTHS + 1, count + 1)]

    @property
    def start(self) -> datetime:
        """The midnight that the window begins with."""
        return self.midnight(self.months[0])

    @property
    def stop(self) -> datetime:
        """The midnight that ends the day; not part of the window."""
        return self.midnight(self.day + timedelta(days=1))

    def since(self, days: int) -> datetime:
        """The midnight from which the last `days` days count, the day itself being one of them."""
        return self.midnight(self.day + timedelta(days=1 - days))

    def midnight(self, day: date) -> datetime:
        """The moment that a local day begins."""
        return datetime.combine(day, time(), self.zone)
