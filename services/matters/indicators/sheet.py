"""A table of indicators for other programs: every figure with its numerator and denominator beside it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from services.export.sheet import Cell, Sheet
from services.matters.indicators.formulas import AROUND, INDICATORS, WORDS
from services.matters.indicators.table import Row, Table
from services.measures.period_label import label
from services.messages import Lang, message

TITLE = message("Indicators of matters")
CODE, NAME = message("Code"), message("Subject")


def sheet_of(table: Table, lang: Lang, zone: ZoneInfo) -> Sheet:
    """The lines and, last, what they add up to; a cell without a figure is not applicable."""
    heads = [CODE.render(lang), NAME.render(lang)]
    for i in INDICATORS:
        shares = (i.share.numerator, i.share.denominator)
        heads += [f"{i.title.render(lang)} %", *(WORDS[name].render(lang) for name in shares)]
    heads.append(WORDS[AROUND].render(lang))
    title = f"{TITLE.render(lang)}, {label(table.period).render(lang)}"
    return Sheet(title, tuple(heads), _cells((*table.rows, table.total)), zone)


def _cells(rows: tuple[Row, ...]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        figures = [cell for f in row.figures for cell in (f.value, f.n, f.of)]
        yield (row.code or None, row.name, *figures, row.around)
