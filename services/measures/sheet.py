"""The ranking table as a sheet that other programs open."""

import csv
import io
from collections.abc import Callable, Iterable
from decimal import Decimal

from services.measures.period_label import label
from services.measures.ranking import Row
from services.measures.reading import Reading
from services.messages import Lang, Message, message

BOM = "\ufeff"
STATE_WORDS: dict[str, Message] = {
    "value": message("value"),
    "zero": message("none at all"),
    "no_data": message("no data"),
    "withheld": message("withheld"),
    "not_applicable": message("not applicable"),
}
HEADS = (message("Rank"), message("Zone code"), message("Zone"), message("Within"), message("State"))


def safe_cell(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula: before = + - @ and blanks stands a quote."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def csv_text(found: Reading, rows: Iterable[Row], lang: Lang) -> str:
    """The rows in their order, as CSV with a byte order mark, so that Excel reads it as UTF-8."""
    measure = found.measure
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    period = label(found.periods[found.at]).render(lang)
    title = f"{measure.title.render(lang)} ({measure.unit.render(lang)}), {period}"
    counted = [measure.numerator.words.render(lang), measure.denominator.words.render(lang)]
    writer.writerow([safe_cell(c) for c in (*(h.render(lang) for h in HEADS), title, *counted)])
    for row in rows:
        names = (row.zone.code, row.zone.name, " / ".join(row.zone.parents), STATE_WORDS[row.state].render(lang))
        figures = (row.value, _shown(measure.numerator.shown, row.n), _shown(measure.denominator.shown, row.of))
        writer.writerow([row.rank or "", *map(safe_cell, names), *("" if f is None else f for f in figures)])
    return out.getvalue()


def _shown(as_read: Callable[[int], Decimal], n: int | None) -> Decimal | None:
    return None if n is None else as_read(n)
