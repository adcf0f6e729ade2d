"""The rows of a table of points, read column by column: what can be written, and what is wrong where."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.intake.cells import Field, Reading, as_time
from services.intake.common_times import common_times
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.time_form import propose
from services.messages import Message, message

# What the operator may accept by name: such rows are written as they stand.
ACCEPTABLE = ("closed_before_opened", "due_before_opened")
# So many rows on one and the same point are a default place, not so many doors.
MANY, MANY_SHARE, MOST_PLACES = 20, 0.002, 20
# Words of another system that stand for nothing here: the kind of the finding, and its sentence.
UNKNOWN = {
    "status": ("unknown_stage", "Row %(row)d, column %(column)s: no stage is chosen for “%(cell)s”."),
    "step": ("unknown_step", "Row %(row)d, column %(column)s: no step is chosen for “%(cell)s”."),
    "department": (
        "unknown_department", "Row %(row)d, column %(column)s: the office has no department “%(cell)s”."
    ),
}  # fmt: skip
BLANK = frozenset({"", "NA", "N/A", "NULL", "null", "None", "-"})
Floats = NDArray[np.float64]
Cells = Sequence[str | None]
Columns = Mapping[str, Sequence[object]]


class Fault(NamedTuple):
    """What is wrong with a row (from 0) whose cells can be read one by one: its kind, and its sentence."""

    row: int
    kind: str
    said: Message


Faults = Callable[[Columns], Iterable[Fault]]


def no_faults(_columns: Columns) -> Iterable[Fault]:
    """Of rows whose cells say all."""
    return ()


@dataclass(frozen=True, slots=True)
class Good:
    """The rows that can be written, as columns of one length; accuracy in metres, NaN where unknown.

    `rows` holds each one's number in the file, the header being 1.
    """

    refs: list[str]
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    values: list[list[object]]
    rows: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> "Good":
        """Only some of the rows."""
        at = np.flatnonzero(kept).tolist()
        values = [[column[i] for i in at] for column in self.values]
        return Good([self.refs[i] for i in at], self.lon[kept], self.lat[kept], self.accuracy_m[kept], values,
                    self.rows[kept])  # fmt: skip

    def with_accuracy(self, accuracy_m: Floats) -> "Good":
        """The same rows, better or worse known."""
        return replace(self, accuracy_m=accuracy_m)


class Wrong:
    """What is wrong with rows; the first fault of a row is the one that is told."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.found: dict[int, Finding] = {}
        self.told: list[Finding] = []

    def say(self, row: int, finding: Finding) -> None:
        """Note a fault of a row (from 0)."""
        self.found.setdefault(row, finding)

    def say_cell(self, row: int, field: str, cell: str) -> None:
        """Note that a cell of a field can't be read, or is empty."""
        if row in self.found:
            return
        column = self.mapping.get(field, field)
        if cell and field in UNKNOWN:
            kind, said = UNKNOWN[field]
            self.found[row] = Finding(
                kind, message(said, row=row + 2, column=column, cell=cell[:80]), True, row=row + 2
            )
            return
        text = (
            message("Row %(row)d, column %(column)s: “%(cell)s” can't be read.",
                    row=row + 2, column=column, cell=cell[:80])
            if cell
            else message("Row %(row)d, column %(column)s: empty.", row=row + 2, column=column)
        )  # fmt: skip
        kind = "unreadable" if cell else "no_place" if field in ("lon", "lat") else "empty"
        self.found[row] = Finding(kind, text, True, row=row + 2)


def read_rows(
    features: Features,
    mapping: Mapping[str, str],
    fields: Sequence[Field],
    places: tuple[Floats, Floats],
    reading: Reading,
    accept: Collection[str],
    report: Report,
    faults: Faults = no_faults,
) -> Good:
    """Read all cells; what is wrong goes into the report, row and column named; `faults` finds it in rows as a whole.

    Rows whose fault is accepted by name are kept as they stand.
    """
    nothing: Cells = [None] * len(features.rows)
    wrong = Wrong(mapping)
    lon, lat = places
    _check_places(lon, lat, wrong)
    cells = [features.column(mapping[f.field]) if f.field in mapping else nothing for f in fields]
    values = [read_column(field, column, reading, wrong) for field, column in zip(fields, cells, strict=True)]
    refs = features.column(mapping["ref"]) if "ref" in mapping else hashes(features)
    for i, ref in enumerate(refs):
        if ref is None or "\0" in ref:
            wrong.say_cell(i, "ref", "")
    accuracy = numbers(features.column(mapping["accuracy"])) if "accuracy" in mapping else np.full(len(lon), np.nan)
    with np.errstate(invalid="ignore"):
        accuracy = np.where(np.isfinite(accuracy) & (accuracy >= 0), accuracy, np.nan)
    check_numbers(refs, (lon, lat), values, wrong)
    for row, kind, said in faults({f.field: column for f, column in zip(fields, values, strict=True)}):
        wrong.say(row, Finding(kind, said, True, float(lon[row]), float(lat[row]), row + 2))
    report.findings += [*wrong.told, *(wrong.found[i] for i in sorted(wrong.found))]
    accepted = set(accept) & set(ACCEPTABLE)
    kept = [i for i in range(len(lon)) if i not in wrong.found or wrong.found[i].kind in accepted]
    chosen = [[column[i] for i in kept] for column in values]
    rows = np.array(kept, np.int64) + 2
    good = Good([str(refs[i]) for i in kept], lon[kept], lat[kept], accuracy[kept], chosen, rows)
    say_default_places(good, report)
    return good


def numbers(cells: Cells) -> Floats:
    """Cells as numbers, NaN where one is none."""
    try:
        return np.array(cells, dtype=float)
    except (TypeError, ValueError):
        return np.array([_number(cell) for cell in cells])


def _number(cell: str | None) -> float:
    try:
        return float(cell) if cell is not None else np.nan
    except ValueError:
        return np.nan


def _check_places(lon: Floats, lat: Floats, wrong: Wrong) -> None:
    with np.errstate(invalid="ignore"):
        sound = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    for i in np.flatnonzero(~sound).tolist():
        x, y = float(lon[i]), float(lat[i])
        if not (np.isfinite(x) and np.isfinite(y)):
            wrong.say_cell(i, "lon", "")
        elif abs(y) > 90 and abs(x) <= 90 and abs(y) <= 180:
            text = message(
                "Row %(row)d: longitude and latitude are swapped (%(lon)s, %(lat)s).", row=i + 2, lon=x, lat=y
            )
            wrong.say(i, Finding("swapped", text, True, y, x, i + 2))
        else:
            text = message("Row %(row)d: %(lon)s, %(lat)s is no place on the earth.", row=i + 2, lon=x, lat=y)
            wrong.say(i, Finding("off_earth", text, True, row=i + 2))


def read_column(field: Field, cells: Cells, reading: Reading, wrong: Wrong) -> list[object]:
    """The values of a column; each distinct cell is read once."""
    distinct = set(cells)
    known: dict[str | None, object] = {}
    if field.read is as_time and reading.time_format is None:
        known.update(common_times(distinct, reading.zone))
    _say_blanks(field, cells, wrong)
    bad: dict[str | None, str] = {}
    for cell in distinct.difference(known):
        known[cell] = field.default
        if cell is None or cell in BLANK or cell.strip() in BLANK:
            if field.required:
                bad[cell] = ""
            continue
        try:
            known[cell] = field.read(cell, reading)
        except (ValueError, KeyError, OverflowError):
            bad[cell] = cell
    if bad:
        for i, cell in enumerate(cells):
            if cell in bad:
                wrong.say_cell(i, field.field, bad[cell])
        if field.read is as_time and (form := propose(wrong.mapping[field.field], [c for c in bad.values() if c])):
            wrong.told.append(form)
    return [known[cell] for cell in cells]


def _say_blanks(field: Field, cells: Cells, wrong: Wrong) -> None:
    """Words that stand for an empty cell are taken so, and told."""
    for word, count in Counter(cell for cell in cells if cell in BLANK and cell).items():
        text = message("In column %(column)s “%(word)s” stands %(count)d times; it is taken as empty.",
                       column=wrong.mapping.get(field.field, field.field), word=word, count=count)  # fmt: skip
        wrong.told.append(Finding("blank_word", text, False))


def check_numbers(
    refs: Sequence[str | None], places: tuple[Floats, Floats], values: Sequence[Sequence[object]], wrong: Wrong
) -> None:
    """Find references that stand for different rows; the same row twice is told by the counts alone."""
    if len(set(refs)) == len(refs):
        return
    seen: dict[str | None, int] = {}
    lon, lat = places
    for i, ref in enumerate(refs):
        first = seen.setdefault(ref, i)
        same = (lon[first], lat[first]) == (lon[i], lat[i]) and all(v[first] == v[i] for v in values)
        if first != i and not same and i not in wrong.found:
            text = message(
                "Row %(row)d: the number %(ref)s stands in row %(first)d already, with other contents.",
                row=i + 2, ref=ref, first=first + 2,
            )  # fmt: skip
            wrong.say(i, Finding("number_twice", text, True, float(lon[i]), float(lat[i]), i + 2))


def say_default_places(good: Good, report: Report) -> None:
    """Tell where so many rows lie on one point that it is a default place rather than so many doors."""
    places, _, counts = _crowds(good)
    many = np.flatnonzero(counts >= _crowd(good))
    for at in many[np.argsort(-counts[many], kind="stable")][:MOST_PLACES].tolist():
        lon, lat = float(places[at].real), float(places[at].imag)
        text = message(
            "%(count)d rows lie on one and the same point (%(lon)s, %(lat)s): perhaps a default place.",
            count=int(counts[at]), lon=round(lon, 6), lat=round(lat, 6),
        )  # fmt: skip
        report.findings.append(Finding("same_place", text, False, lon, lat))


def on_default_place(good: Good) -> NDArray[np.bool_]:
    """Whether each row lies on a default place."""
    _, place, counts = _crowds(good)
    crowded: NDArray[np.bool_] = counts[place] >= _crowd(good)
    return crowded


def _crowds(good: Good) -> tuple[NDArray[np.complex128], NDArray[np.int64], NDArray[np.int64]]:
    """The distinct places, which one each row is at, and how many rows are at each."""
    return np.unique(good.lon + 1j * good.lat, return_inverse=True, return_counts=True)


def _crowd(good: Good) -> float:
    return max(MANY, MANY_SHARE * len(good.refs))


def hashes(features: Features) -> list[str | None]:
    """A reference for rows that bring none: their text, and how often it came before."""
    seen: Counter[str] = Counter()
    refs: list[str | None] = []
    for row in features.rows:
        digest = hashlib.sha256("\x1f".join(c or "" for c in row).encode()).hexdigest()[:24]
        seen[digest] += 1
        refs.append(f"{digest}-{seen[digest]}")
    return refs
