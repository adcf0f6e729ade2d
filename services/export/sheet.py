"""A table on its way out: what a cell may hold, and what a spreadsheet must not take for a formula."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Literal

Form = Literal["csv", "xlsx"]
Cell = str | int | Decimal | datetime | date | None
# OWASP's list: what Excel, WPS or LibreOffice take for the beginning of a formula, full-width forms among them.
STARTERS = frozenset("=+-@\t\r\n＝＋－＠")
# XML 1.0 has no place for these, and no text needs them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title of its own: heads, and rows as long as these.

    `rows` is gone through once. Moments are written as local time of `zone`, without a zone, as spreadsheets
    know none.
    """

    title: str
    heads: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    zone: tzinfo


def printable(text: str) -> str:
    """A text without control characters."""
    return CONTROL.sub("", text)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return printable(text)[:1] in STARTERS


def safe_text(text: str) -> str:
    """A text for a file without types: before what could be a formula stands a quote."""
    return f"'{printable(text)}" if begins_formula(text) else printable(text)


def local_rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """The rows with every moment as local time."""
    for row in sheet.rows:
        yield tuple(_local(cell, sheet.zone) for cell in row)


def _local(cell: Cell, zone: tzinfo) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(zone).replace(tzinfo=None, microsecond=0)
    return cell
