"""The rows of a table of points, read column by column: what can be written, and what is wrong where."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.subjects import Field, Reading
from services.messages import message

BLANK = frozenset({"", "NA", "N/A", "NULL", "null", "None", "-"})
Floats = NDArray[np.float64]
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Good:
    """The rows that can be written, as columns of one length; accuracy in metres, NaN where unknown."""

    refs: list[str]
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    values: list[list[object]]


class Wrong:
    """What is wrong with rows; the first fault of a row is the one that is told."""

    def __init__(self) -> None:
        self.found: dict[int, tuple[str, str]] = {}

    def say(self, row: int, field: str, cell: str) -> None:
        """Note that a cell of a field can't be read, or is empty."""
        self.found.setdefault(row, (field, cell))

    def tell(self, mapping: Mapping[str, str], report: Report) -> None:
        """Write the faults into a report, row by row."""
        for i in sorted(self.found):
            field, cell = self.found[i]
            column, row = mapping.get(field, field), i + 2
            text = (
                message("Row %(row)d, column %(column)s: “%(cell)s” can't be read.", row=row, column=column, cell=cell)
                if cell
                else message("Row %(row)d, column %(column)s: empty.", row=row, column=column)
            )
            report.findings.append(Finding("row", text, True))


def read_rows(
    features: Features,
    mapping: Mapping[str, str],
    fields: Sequence[Field],
    places: tuple[Floats, Floats],
    reading: Reading,
    report: Report,
) -> Good:
    """Read all cells; what is wrong goes into the report, row and column named."""
    nothing: Cells = [None] * len(features.rows)
    wrong = Wrong()
    lon, lat = places
    _check_places(lon, lat, wrong)
    cells = [features.column(mapping[f.field]) if f.field in mapping else nothing for f in fields]
    values = [read_column(field, column, reading, wrong) for field, column in zip(fields, cells, strict=True)]
    refs = features.column(mapping["ref"]) if "ref" in mapping else hashes(features)
    for i, ref in enumerate(refs):
        if ref is None or "\0" in ref:
            wrong.say(i, "ref", "")
    accuracy = numbers(features.column(mapping["accuracy"])) if "accuracy" in mapping else np.full(len(lon), np.nan)
    with np.errstate(invalid="ignore"):
        accuracy = np.where(np.isfinite(accuracy) & (accuracy >= 0), accuracy, np.nan)
    wrong.tell(mapping, report)
    kept = [i for i in range(len(lon)) if i not in wrong.found]
    chosen = [[column[i] for i in kept] for column in values]
    return Good([str(refs[i]) for i in kept], lon[kept], lat[kept], accuracy[kept], chosen)


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
            wrong.say(i, "lon", "")
        elif abs(y) > 90 and abs(x) <= 90 and abs(y) <= 180:
            wrong.say(i, "lat", f"{x}, {y}: swapped")
        else:
            wrong.say(i, "lat", f"{x}, {y}")


def read_column(field: Field, cells: Cells, reading: Reading, wrong: Wrong) -> list[object]:
    """The values of a column; each distinct cell is read once."""
    known: dict[str | None, object] = {}
    bad: dict[str | None, str] = {}
    for cell in set(cells):
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
                wrong.say(i, field.field, bad[cell])
    return [known[cell] for cell in cells]


def hashes(features: Features) -> list[str | None]:
    """A reference for rows that bring none: their text, and how often it came before."""
    seen: Counter[str] = Counter()
    refs: list[str | None] = []
    for row in features.rows:
        digest = hashlib.sha256("\x1f".join(c or "" for c in row).encode()).hexdigest()[:24]
        seen[digest] += 1
        refs.append(f"{digest}-{seen[digest]}")
    return refs
