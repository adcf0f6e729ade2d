"""What rules take and give: counted evidence in, effects on a score out. No session, no clock, nothing changes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from services.assessment.said import Said

__all__ = [
    "KEY_BYTES", "Effect", "Evidence", "EvidenceRef", "Mark", "Ratio", "Said", "Standing", "Tally", "gathered",
    "standing_of_none",
]  # fmt: skip


# A piece of evidence is known by a number of so many bytes: most are keys, which are as wide.
KEY_BYTES = 16


class EvidenceRef(NamedTuple):
    """One piece of evidence: its subject ("matter", "visit", "inspection", "form"…) and its number there."""

    subject: str
    id: int


class Standing(StrEnum):
    """Whether there is anything to score. The three kinds of missing are different, and none of them is zero points."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"  # leaves the denominator: this object has nothing of the kind
    NOT_INSPECTED = "not_inspected"  # nobody looked: the share of weight that is missing grows
    REFUSED = "refused"  # somebody looked and was not let: missing too, and shown as refused


def standing_of_none(standings: Collection[Standing]) -> Standing:
    """What a whole is of which nothing was scored: refused is said before not inspected, and that before the rest."""
    said_first = (Standing.REFUSED, Standing.NOT_INSPECTED)
    return next((standing for standing in said_first if standing in standings), Standing.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something happened, of one kind that a rule may tell apart.

    A query groups by what rules distinguish, so that a year of a million rows is some thousands of tallies.
    `refs` are the numbers of the evidence, one for each that is counted (a form with three faults stands three
    times), or empty where the count has no rows of its own. `repeat` is the how-manieth time it happened to the same
    thing, from 1; `source` who brought it up; `level` of a commendation or an event; `deferred` puts it off.
    """

    count: int
    refs: tuple[int, ...] = ()
    repeat: int = 1
    source: str = ""
    level: str = ""
    deferred: bool = False

    def __post_init__(self) -> None:
        if self.count < 0 or self.repeat < 1:
            raise ValueError(f"a tally counts from 0 and repeats from 1, not {self.count} and {self.repeat}")
        if self.refs and len(self.refs) != self.count:
            raise ValueError(f"a tally of {self.count} has {len(self.refs)} refs")

    @property
    def kind(self) -> tuple[int, str, str, bool]:
        """What a rule can tell it apart by."""
        return self.repeat, self.source, self.level, self.deferred

    def without(self, refs: Collection[int]) -> "Tally":
        """What is left when evidence that has been counted elsewhere is taken out."""
        left = tuple(ref for ref in self.refs if ref not in refs)
        return replace(self, count=self.count - len(self.refs) + len(left), refs=left)


def gathered(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """One tally of each kind, in the order of kinds, refs rising: how evidence was split and ordered is gone.

    What has refs and what has none stay apart, so that refs are still one for each that is counted.
    """
    ordered = sorted((t for t in tallies if t.count), key=_alike)
    return tuple(_added(list(same)) for _, same in groupby(ordered, key=_alike))


def _alike(tally: Tally) -> tuple[tuple[int, str, str, bool], bool]:
    return tally.kind, not tally.refs


def _added(same: Sequence[Tally]) -> Tally:
    refs = sorted(ref for tally in same for ref in tally.refs)
    return replace(same[0], count=sum(tally.count for tally in same), refs=tuple(refs))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole, never divided here: how many of how many, and how many of the whole are deferred.

    `denominator` holds the deferred ones, `numerator` does not; a rule says whether they leave the denominator.
    `refs` are the rows that are missing from the numerator, so that a share short of 100 % shows what it lacks.
    """

    numerator: int | Decimal
    denominator: int | Decimal
    deferred: int = 0
    refs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.numerator < 0 or not 0 <= self.deferred <= self.denominator:
            raise ValueError(f"no ratio: {self.numerator} of {self.denominator}, {self.deferred} deferred")


@dataclass(frozen=True, slots=True)
class Mark:
    """Points that a person gave, with the reason; `refs` are the forms and photos beside it."""

    points: Decimal
    reason: str
    by: str
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one named query found for one object and period: tallies, a ratio or marks, all of one subject."""

    subject: str = ""
    tallies: tuple[Tally, ...] = ()
    ratio: Ratio | None = None
    marks: tuple[Mark, ...] = ()
    standing: Standing = Standing.SCORED


@dataclass(frozen=True, slots=True)
class Effect:
    """One step of a score: which rule, how many points, the arithmetic in words, and what it rests on.

    The sum of an item's effects is its score: it opens with its maximum or with zero, and where a floor or a cap
    stops it, that is an effect too. `refs` are numbers of the one `subject`: a million of them are not a million
    objects.
    """

    rule: str
    points: Decimal
    arithmetic: Said
    subject: str = ""
    refs: tuple[int, ...] = ()

    @property
    def evidence(self) -> tuple[EvidenceRef, ...]:
        """What it rests on, each thing once."""
        return tuple(EvidenceRef(self.subject, ref) for ref in dict.fromkeys(self.refs))
