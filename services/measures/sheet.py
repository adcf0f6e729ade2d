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


def csv_text(found: Reading, other: Reading | None, rows: Iterable[Row], lang: Lang) -> str:
    """The rows in their order, as CSV with a byte order mark, so that Excel reads it as UTF-8.

    What is compared with, if anything, stands in two last columns.
    """
    measure = found.measure
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    counted = [measure.numerator.words.render(lang), measure.denominator.words.render(lang)]
    beside = [] if other is None else [_title(other, lang), HEADS[-1].render(lang)]
    heads = (*(h.render(lang) for h in HEADS), _title(found, lang), *counted, *beside)
    writer.writerow([safe_cell(c) for c in heads])
    for row in rows:
        names = (row.zone.code, row.zone.name, " / ".join(row.zone.parents), STATE_WORDS[row.state].render(lang))
        figures = (row.value, _shown(measure.numerator.shown, row.n), _shown(measure.denominator.shown, row.of))
        cells = [row.rank or "", *map(safe_cell, names), *map(_cell, figures)]
        if other is not None:
            cells += [_cell(row.other), STATE_WORDS[row.other_state].render(lang)]
        writer.writerow(cells)
    return out.getvalue()


def _title(found: Reading, lang: Lang) -> str:
    measure, period = found.measure, label(found.periods[found.at]).render(lang)
    return f"{measure.title.render(lang)} ({measure.unit.render(lang)}), {period}"


def _cell(figure: Decimal | None) -> Decimal | str:
    return "" if figure is None else figure


def _shown(as_read: Callable[[int], Decimal], n: int | None) -> Decimal | None:
    return None if n is None else as_read(n)
