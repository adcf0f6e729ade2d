"""The ranking table as a sheet that other programs open."""

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from decimal import Decimal

from services.export.sheet import Cell, Sheet
from services.measures.measure import Measure
from services.measures.period_label import label
from services.measures.ranking import Row
from services.measures.reading import Reading
from services.messages import Lang, Message, message

STATE_WORDS: dict[str, Message] = {
    "value": message("value"),
    "unranked": message("too little for a rank"),
    "zero": message("none at all"),
    "no_data": message("no data"),
    "withheld": message("withheld"),
    "not_applicable": message("not applicable"),
}
HEADS = (message("Rank"), message("Zone code"), message("Zone"), message("Within"), message("State"))


def sheet_of(found: Reading, other: Reading | None, rows: Iterable[Row], lang: Lang, zone: tzinfo) -> Sheet:
    """The rows in their order; what is compared with, if anything, stands in two last columns."""
    measure = found.measure
    counted = (measure.numerator.words.render(lang), measure.denominator.words.render(lang))
    beside = () if other is None else (_title(other, lang), HEADS[-1].render(lang))
    heads = (*(h.render(lang) for h in HEADS), _title(found, lang), *counted, *beside)
    return Sheet(measure.title.render(lang), heads, _cells(found, other, rows, lang), zone)


def hatched(measure: Measure, lang: Lang) -> str:
    """What a hatched figure stands for; nothing where the measure ranks every figure."""
    if measure.rank_from is None:
        return ""
    said = "Hatched: below %(least)s %(unit)s, too little for a rank."
    return message(said, least=f"{measure.rank_from:g}", unit=measure.unit).render(lang)


def _cells(found: Reading, other: Reading | None, rows: Iterable[Row], lang: Lang) -> Iterator[tuple[Cell, ...]]:
    measure = found.measure
    for row in rows:
        names = (row.zone.code, row.zone.name, " / ".join(row.zone.parents), STATE_WORDS[row.state].render(lang))
        figures = (row.value, _shown(measure.numerator.shown, row.n), _shown(measure.denominator.shown, row.of))
        beside = () if other is None else (row.other, STATE_WORDS[row.other_state].render(lang))
        yield (row.rank or None, *names, *figures, *beside)


def _title(found: Reading, lang: Lang) -> str:
    measure, period = found.measure, label(found.periods[found.at]).render(lang)
    return f"{measure.title.render(lang)} ({measure.unit.render(lang)}), {period}"


def _shown(as_read: Callable[[int], Decimal], n: int | None) -> Decimal | None:
    return None if n is None else as_read(n)
