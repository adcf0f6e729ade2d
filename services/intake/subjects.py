"""The kinds of points that a table may bring: their fields, and how a cell becomes a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from services.matters.sources import source_of
from services.matters.tables import STAGES

TIME_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d")
STATES = {"registered": "registered", "在册": "registered", "vacant": "vacant", "空置": "vacant"}
# What other systems usually call the stages; a word that is not here is asked for.
KNOWN_STAGES = {stage: stage for stage in STAGES} | {
    "上报": "reported", "已上报": "reported", "待受理": "reported", "new": "reported", "open": "reported",
    "pending": "reported", "受理": "accepted", "已受理": "accepted", "待立案": "accepted", "立案": "filed",
    "已立案": "filed", "待派遣": "filed", "派遣": "dispatched", "已派遣": "dispatched", "处置中": "dispatched",
    "处理中": "dispatched", "待处置": "dispatched", "in progress": "dispatched", "处置": "handled", "已处置": "handled",
    "待核查": "handled", "核查": "checked", "已核查": "checked", "待结案": "checked", "结案": "closed",
    "已结案": "closed", "已办结": "closed", "办结": "closed", "completed": "closed",
    "作废": "voided", "已作废": "voided", "不予受理": "voided", "cancelled": "voided", "canceled": "voided",
}  # fmt: skip
FOUND = {
    "collected": "collected", "已采集": "collected", "nobody": "nobody", "无人": "nobody", "家中无人": "nobody",
    "refused": "refused", "拒访": "refused", "vacant": "vacant", "空置": "vacant", "空户": "vacant",
}  # fmt: skip
KINDS = {"visit": "visit", "走访": "visit", "patrol": "patrol", "巡查": "patrol"}


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


def stage_of(word: str, chosen: Mapping[str, str]) -> str | None:
    """The stage that a word stands for: as chosen, else as it usually does, else None."""
    found = chosen[word] if word in chosen else KNOWN_STAGES.get(word.casefold())
    return found if found in STAGES else None


def as_stage(cell: str, reading: Reading) -> object:
    """The stage that the other system's word stands for. Raises ValueError where none is chosen."""
    stage = stage_of(cell.strip(), reading.chosen("status"))
    if stage is None:
        raise ValueError(cell)
    return stage


def as_source(cell: str, reading: Reading) -> object:
    """The source that the other system's word stands for, or the word itself: it is kept, and counts as not known."""
    return source_of(cell.strip(), reading.chosen("source")) or as_text(cell, reading)


def as_department(cell: str, reading: Reading) -> object:
    """The code of the department that is called so. Raises ValueError where the office has none."""
    code = as_known_department(cell, reading)
    if code is None:
        raise ValueError(cell)
    return code


def as_known_department(cell: str, reading: Reading) -> object:
    """The same, or None: a matter comes in without a department rather than not at all."""
    return reading.departments.get(cell.strip().casefold()) or None


def as_time(cell: str, reading: Reading) -> object:
    """A time in UTC. Raises ValueError."""
    return reading.time(cell)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind of points: its name here, in the table, and how it is read."""

    field: str
    column: str
    read: Callable[[str, Reading], object]
    required: bool = False
    default: object = None


SUBJECTS: dict[str, tuple[str, tuple[Field, ...]]] = {
    "households": (
        "household",
        (
            Field("address", "address", as_text),
            Field("residents", "residents", as_count),
            Field("state", "state", one_of(STATES), default="registered"),
            Field("interval", "visit_interval_days", as_count),
        ),
    ),
    "matters": (
        "matter",
        (
            Field("matter_code", "code", as_text, required=True),
            Field("source", "source", as_source),
            Field("address", "address", as_text),
            Field("opened", "opened_at", as_time, required=True),
            Field("due", "due_at", as_time),
            Field("closed", "closed_at", as_time),
            Field("status", "stage", as_stage),
            Field("department", "department", as_known_department),
        ),
    ),
    "visits": (
        "visit",
        (
            Field("kind", "kind", one_of(KINDS), default="visit"),
            Field("household", "household_ref", as_text),
            Field("found", "found", one_of(FOUND)),
            Field("visitor", "visitor", as_text),
            Field("device", "device", as_text),
            Field("visited", "visited_at", as_time, required=True),
            Field("left", "left_at", as_time),
            Field("form", "form", as_text),
            Field("sent", "sent_at", as_time),
            Field("received", "received_at", as_time),
        ),
    ),
}
