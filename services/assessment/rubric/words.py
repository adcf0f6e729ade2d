"""A rubric in words: its settings as lines that people read, whatever is open said as open."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from services.assessment.rubric.consequences import (
    Consequence,
    FirstPlaces,
    InARow,
    LastPlaces,
    MostImproved,
    Payment,
    WithGrade,
)
from services.assessment.rubric.decidable import Undecided
from services.assessment.rubric.grades import ByQuota, ByThreshold, Group, Ties
from services.assessment.rubric.model import Bonuses, Missing, Raters, Rounding, Rubric
from services.assessment.rubric.roll_up import Combine, RollUp
from services.assessment.rules.bands import ends
from services.assessment.rules.base import Rule
from services.assessment.rules.manual import NAMES
from services.assessment.said import Said, Words, plain, said
from services.messages import Message, message

Line = Said | Words | str
FIELDS: dict[str, Message] = {
    "title": message("Title"), "total": message("Total"), "floor": message("Floor"), "weight": message("Weight"),
    "out_of": message("Out of"), "raters": message("Raters"), "maximum": message("Maximum"), "owner": message("Owner"),
    "opens": message("Item opens"), "period": message("Period"), "sensitive": message("Sensitive"),
    "placeholder": message("Placeholder"), "way": message("Way"), "bonus": message("Bonuses"),
    "vetoes": message("Vetoes"), "groups": message("Peer groups"), "grades": message("Grades"), "ties": message("Ties"),
    "every": message("Scored every"), "quarter": message("Quarter"), "half": message("Half-year"),
    "year": message("Year"), "missing_period": message("Missing period"), "carry_over": message("Carried over"),
    "no_rank_above": message("No rank above, in per cent"),
    "minimum_inspections": message("Fewest inspections for a rank"),
    "strictness": message("Strictness of inspectors"), "rounding": message("Rounding"),
    "last_named_from": message("Last place named from, in per cent"), "consequences": message("Consequences"),
    "objects": message("Assessed"), "sources": message("Sources"), "roll_up": message("Longer periods"),
    "missing": message("What is missing"),
}  # fmt: skip
CHOICES: dict[str, Said] = {
    "standard": said("1, 2, 2, 4: equal totals share a place, and those after them keep theirs"),
    "dense": said("1, 2, 2, 3: equal totals share a place"),
    "raw": said("as given"), "adjusted": said("adjusted where the design allows it"),
    "left_out": said("left out"), "no_rank": said("no rank"),
    "equal": said("all equally"), "inspections": said("by their inspections"),
    "month": said("each month"), "quarter": said("each quarter"), "half": said("each half-year"),
    "year": said("each year"), "maximum": said("at the maximum, points are lost"),
    "zero": said("at zero, points are earned"),
    "hear": said("hearing"), "rate": said("rating"), "look": said("looking"), "discuss": said("discussing"),
    "work": said("check of the work"), "data": said("from data"), "survey": said("survey"),
}  # fmt: skip


def told(value: Any) -> list[Line]:
    """A value as lines; nothing at all is one line that says so."""
    if isinstance(value, Undecided):
        return [said("open: %(what)s", what=value.undecided)]
    if isinstance(value, tuple):
        return [line for one in value for line in told(one)] or [said("none")]
    return list(_part(value)) if hasattr(value, "model_dump") else [_leaf(value)]


def _leaf(value: Line | Decimal | int | None) -> Line:
    if value is None:
        return said("none")
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, Words | Said):
        return value
    if isinstance(value, Decimal | int):
        return plain(value)
    return CHOICES.get(str(value), value)


def _part(part: Any) -> Iterator[Line]:
    """What a part of a rubric says, by its kind."""
    if isinstance(part, Rule):
        yield part.words()
    elif isinstance(part, Ties):
        yield CHOICES[part.rank]
        if part.breakers:
            yield said("before that, who has more in: %(names)s", names=", ".join(part.breakers))
    elif isinstance(part, Rounding):
        yield _rounding(part)
    elif isinstance(part, Combine):
        yield from _combine(part)
    elif isinstance(part, Raters):
        yield said("%(group)s, %(least)d at least; %(how)s", group=part.group, least=part.at_least,
                   how=NAMES[part.aggregation])  # fmt: skip
    elif isinstance(part, Bonuses):
        yield from told(part.rules)
        yield from labelled("all bonuses together at most", part.cap)
        yield from labelled("the total may be passed", part.over_total)
    elif isinstance(part, Group):
        yield said("%(title)s, zones: %(zones)s", title=part.title, zones=", ".join(part.zones))
    else:
        yield from _result(part)


def _result(part: Any) -> Iterator[Line]:
    """Grades, consequences and what is assessed."""
    if isinstance(part, ByThreshold):
        for band in part.bands:
            yield said("%(grade)s: a total of %(band)s", grade=band.grade, band=ends(band))
    elif isinstance(part, ByQuota):
        for quota in part.quotas:
            yield said("%(grade)s: %(share)s %% of those ranked", grade=quota.grade, share=quota.share)
    elif isinstance(part, Payment):
        yield said("%(title)s, in yuan, proposed to people:", title=part.title)
        yield from told(part.rules)
    elif hasattr(part, "of"):
        yield part.of
        if part.eligible is not None:
            yield from _eligible(part.eligible)
    else:
        yield from consequence(part)


def _eligible(eligible: Any) -> Iterator[Line]:
    if isinstance(eligible, Undecided):
        yield from told(eligible)
    else:
        yield said("only with %(months)d months in post or more", months=eligible.months_in_post)


LABELS = {
    "all bonuses together at most": said("all bonuses together at most: %(value)s", value="").key,
    "the total may be passed": said("the total may be passed: %(value)s", value="").key,
    "the amount in yuan": said("the amount in yuan: %(value)s", value="").key,
}


def labelled(name: str, value: Any) -> Iterator[Line]:
    """A value behind its name."""
    for line in told(value):
        yield said(LABELS[name], value=line)


def _rounding(part: Rounding) -> Said:
    where = said("the total") if part.at == "total" else said("each item")
    half = said("a half to the even neighbour") if part.half == "even" else said("a half up")
    return said("%(where)s, once, to %(digits)d decimals, %(half)s", where=where, digits=part.digits, half=half)


def _combine(part: Combine) -> Iterator[Line]:
    yield CHOICES[part.weights] if isinstance(part.weights, str) else " : ".join(plain(w) for w in part.weights)
    yield said("late corrections count") if part.late_corrections else said("late corrections do not count")


def consequence(part: Consequence) -> Iterator[Line]:
    """A consequence as a proposal."""
    if isinstance(part, Payment):
        return
    yield said("%(title)s: proposed for %(whom)s", title=part.title, whom=_whom(part))
    if part.amount is not None:
        yield from labelled("the amount in yuan", part.amount)


def _whom(part: FirstPlaces | LastPlaces | MostImproved | InARow | WithGrade) -> Said:
    if isinstance(part, InARow):
        return said("the grade %(grade)s %(times)d times in a row", grade=part.grade, times=part.times)
    if isinstance(part, WithGrade):
        return said("the grade %(grade)s", grade=part.grade)
    places = told(part.places)[0]
    if isinstance(part, FirstPlaces):
        return said("the first %(places)s", places=places)
    if isinstance(part, LastPlaces):
        return said("the last %(places)s, where the data name them so", places=places)
    return said("the %(places)s who rose most", places=places)


def settings(rubric: Rubric) -> list[tuple[Message, Sequence[Line]]]:
    """What holds of all objects and items, name by name."""
    parts: tuple[tuple[Rubric | RollUp | Missing, tuple[str, ...]], ...] = (
        (rubric, ("objects", "bonus", "vetoes", "groups", "grades", "ties")),
        (rubric.roll_up, ("every", "quarter", "half", "year", "missing_period", "carry_over")),
        (rubric.missing, ("no_rank_above", "minimum_inspections")),
        (rubric, ("strictness", "rounding", "last_named_from", "consequences")),
    )
    return [(FIELDS[name], told(getattr(part, name))) for part, names in parts for name in names]
