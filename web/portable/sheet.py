"""What the report says: figures of a reading as texts, rows, and a legend that adds up."""

from dataclasses import dataclass
from datetime import datetime

from services.geography.tables import Edition
from services.measures.measure import Measure
from services.measures.period_label import label
from services.measures.ranking import Row, ordered, rows
from services.measures.reading import Reading
from services.measures.sheet import STATE_WORDS, hatched
from services.messages import Lang, message
from web import words
from web.figures import NONE, Figures

DIRECTIONS = {
    "lower": message("lower is better"),
    "higher": message("higher is better"),
    "none": message("neither end is better"),
}
NOT_VALUES = ("zero", "no_data", "withheld", "not_applicable")


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: how it is drawn, what it stands for, how many zones are."""

    css: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One zone as it is written; `zone_id` is not."""

    zone_id: int
    rank: str
    name: str
    code: str
    within: str
    value: str
    n: str
    of: str
    css: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole report in one language."""

    title: str
    unit: str
    direction: str
    level: str
    period: str
    edition: str
    document: str
    counted: str
    numerator: str
    denominator: str
    legend: tuple[Key, ...]
    summed: str
    hatched: str
    rows: tuple[Line, ...]
    classes: int
    drawn: str


def sheet_of(found: Reading, edition: Edition, figures: Figures, drawn: datetime) -> Sheet:
    """The chosen period of a reading, first ranks first."""
    lang, measure, at = figures.lang, found.measure, found.at
    made = ordered(rows(found), "rank")
    classes = max(len(found.breaks) - 1, 0)
    legend = _legend(found, made, classes, figures)
    inside, outside = found.inside[at], found.outside[at]
    recorded = measure.numerator if measure.recorded == "numerator" else measure.denominator
    counted = message("n = %(n)s (%(inside)s inside + %(outside)s outside; %(what)s)", what=recorded.words,
                      n=figures.number(inside + outside), inside=figures.number(inside),
                      outside=figures.number(outside))  # fmt: skip
    return Sheet(
        title=measure.title.render(lang),
        unit=measure.unit.render(lang),
        direction=DIRECTIONS[measure.direction].render(lang),
        level=words.LEVELS[found.level].render(lang),
        period=label(found.periods[at]).render(lang),
        edition=edition.name,
        document=edition.document_number,
        counted=counted.render(lang),
        numerator=measure.numerator.words.render(lang),
        denominator=measure.denominator.words.render(lang),
        legend=legend,
        summed=_summed(legend, lang),
        hatched=hatched(measure, lang),
        rows=tuple(_line(row, measure, figures) for row in made),
        classes=classes,
        drawn=figures.moment(drawn),
    )


def _summed(legend: tuple[Key, ...], lang: Lang) -> str:
    parts = " + ".join(str(key.count) for key in legend if key.count)
    total = sum(key.count for key in legend)
    return message("%(parts)s = %(n)d zones", parts=parts or "0", n=total).render(lang)


def _legend(found: Reading, made: list[Row], classes: int, figures: Figures) -> tuple[Key, ...]:
    """Every class, empty ones too, then the states that occur."""
    rims = [figures.number(b, found.measure.decimals) for b in found.breaks]
    low = found.measure.rank_from
    keys = [
        Key(f"c{i}{' s-unranked' if low is not None and found.breaks[i + 1] <= low else ''}",
            f"{rims[i]} – {rims[i + 1]}", sum(row.class_ == i for row in made))
        for i in range(classes)
    ]  # fmt: skip
    states = [(s, sum(row.state == s for row in made)) for s in NOT_VALUES]
    keys += [Key(f"s-{s}", STATE_WORDS[s].render(figures.lang), n) for s, n in states if n]
    return tuple(keys)


def _css(row: Row) -> str:
    """The classes by which a zone is drawn."""
    if row.class_ < 0:
        return f"s-{row.state}"
    return f"c{row.class_} s-unranked" if row.state == "unranked" else f"c{row.class_}"


def _line(row: Row, measure: Measure, figures: Figures) -> Line:
    above, below = measure.numerator, measure.denominator
    return Line(
        zone_id=row.zone.id,
        rank=NONE if row.rank is None else str(row.rank),
        name=row.zone.name,
        code=row.zone.code,
        within=" / ".join(row.zone.parents),
        value=STATE_WORDS[row.state].render(figures.lang)
        if row.value is None
        else figures.number(row.value, measure.decimals),
        n=NONE if row.n is None else figures.number(above.shown(row.n), above.decimals),
        of=NONE if row.of is None else figures.number(below.shown(row.of), below.decimals),
        css=_css(row),
    )
