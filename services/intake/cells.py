"""How a cell of a file becomes a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

TIME_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read: the zone of local times, and a format that comes before the common ones.

    `words` holds by field (status, step, source, department) what was chosen for a word of another system: a stage, a
    move, a source, the code of a department; an empty one means none, on purpose. `departments` holds the code of a
    department by each of its names, and by what was chosen.
    """

    zone: ZoneInfo
    time_format: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, field: str) -> Mapping[str, str]:
        """What was chosen for the words of a field."""
        return self.words.get(field, {})

    def time(self, cell: str) -> datetime:
        """A local time as UTC. Raises ValueError where no format fits."""
        if self.time_format is None:
            # Most files write times so; it says the same as the formats below, in a twentieth of the time.
            try:
                return self._utc(datetime.fromisoformat(cell))
            except ValueError:
                pass
        for layout in (*([self.time_format] if self.time_format else []), *TIME_FORMATS):
            try:
                return self._utc(datetime.strptime(cell, layout))  # noqa: DTZ007 (the zone follows)
            except ValueError:
                continue
        return self._utc(datetime.fromisoformat(cell))

    def _utc(self, found: datetime) -> datetime:
        return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind of points: its name here, in the table, and how it is read.

    One that stands beside goes to another table: the subject hands it to that one's service.
    """

    field: str
    column: str
    read: Callable[[str, Reading], object]
    required: bool = False
    default: object = None
    beside: bool = False


def one_of(values: Mapping[str, str]) -> Callable[[str, Reading], object]:
    """A reader of a cell that must be one of some words. It raises KeyError for any other."""
    return lambda cell, _reading: values[cell.strip()]


def as_text(cell: str, _reading: Reading) -> object:
    """The cell itself. Raises ValueError where it holds what no text may."""
    if "\0" in cell:
        raise ValueError(cell)
    return cell.strip()


def as_count(cell: str, _reading: Reading) -> object:
    """A whole number from nought. Raises ValueError."""
    number = int(float(cell))
    if number < 0:
        raise ValueError(cell)
    return number


def as_time(cell: str, reading: Reading) -> object:
    """A time in UTC. Raises ValueError."""
    return reading.time(cell)
