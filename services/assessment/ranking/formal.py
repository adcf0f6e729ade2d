"""Formal ranks, as the rubric has them: within peer groups, ties as it says, and no rank where too little is known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

# After two that share the second place comes the fourth, "1, 2, 2, 4", or the third, "1, 2, 2, 3".
Ties = Literal["standard", "dense"]


class Reason(StrEnum):
    """Why a unit has no rank."""

    UNSCORED = "unscored"
    MISSING = "missing"
    FEW_INSPECTIONS = "few_inspections"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A unit to be ranked among its peers.

    `missing` is how much of its weight, in per cent, nobody could assess. The score is rounded already, as the rubric
    says; `breakers` decide between equal scores, the first that differs, more being better: none unless the rubric
    writes them.
    """

    unit: int
    group: str
    score: Decimal | None
    missing: Decimal = Decimal(0)
    inspections: int = 0
    breakers: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What the rubric asks for before there is a rank, and how ties are counted."""

    missing_at_most: Decimal
    inspections_at_least: int
    ties: Ties = "standard"


@dataclass(frozen=True, slots=True)
class Placed:
    """The rank of a unit among the `ranked` of its group; or none, and why."""

    unit: int
    group: str
    rank: int | None
    ranked: int
    reason: Reason | None = None


def formal_ranks(entrants: Sequence[Entrant], rule: Rule) -> list[Placed]:
    """The place of each unit, in the order they were given.

    Raises ValueError for a score that is no finite Decimal, a percentage beyond 0 to 100, tie-breakers that differ in
    number within a group, and a unit that is there twice.
    """
    _check(entrants)
    reasons = {one.unit: unranked(one, rule) for one in entrants}
    groups: dict[str, list[Entrant]] = defaultdict(list)
    for one in entrants:
        if reasons[one.unit] is None:
            groups[one.group].append(one)
    ranks: dict[int, int] = {}
    for group in groups.values():
        places = place([(one.score, one.breakers) for one in group], rule.ties)
        ranks |= zip((one.unit for one in group), places, strict=True)
    return [
        Placed(one.unit, one.group, ranks.get(one.unit), len(groups[one.group]), reasons[one.unit]) for one in entrants
    ]


def unranked(entrant: Entrant, rule: Rule) -> Reason | None:
    """Why a unit has no rank, the first reason that holds; None where it has one."""
    if entrant.score is None:
        return Reason.UNSCORED
    if entrant.missing > rule.missing_at_most:
        return Reason.MISSING
    return Reason.FEW_INSPECTIONS if entrant.inspections < rule.inspections_at_least else None


def place(keys: Sequence[object], ties: Ties = "standard") -> list[int]:
    """The place of each key, the greatest first; equal keys share one."""
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)  # type: ignore[arg-type]
    places = [0] * len(keys)
    shared = 0
    for at, one in enumerate(order):
        if at == 0 or keys[one] != keys[order[at - 1]]:
            shared = at + 1 if ties == "standard" else shared + 1
        places[one] = shared
    return places


def _check(entrants: Iterable[Entrant]) -> None:
    breakers: dict[str, int] = {}
    seen: set[int] = set()
    for one in entrants:
        values = [*([] if one.score is None else [one.score]), *one.breakers, one.missing]
        if not all(isinstance(value, Decimal) and value.is_finite() for value in values):
            raise ValueError(f"scores are finite decimals, not those of unit {one.unit}")
        if not 0 <= one.missing <= 100:
            raise ValueError(f"a percentage lies between 0 and 100, not {one.missing}")
        if breakers.setdefault(one.group, len(one.breakers)) != len(one.breakers):
            raise ValueError(f"unit {one.unit} has other tie-breakers than its group")
        if one.unit in seen:
            raise ValueError(f"unit {one.unit} is there twice")
        seen.add(one.unit)
