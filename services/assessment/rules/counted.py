"""Counting for rules: tallies gathered, deferred ones in or out as the rubric says."""

from typing import Literal, NamedTuple

from services.assessment.values import Tally, gathered

Deferred = Literal["left_out", "counted"]


class Counted(NamedTuple):
    """How many, and the refs of those that have any."""

    number: int
    refs: tuple[int, ...]


def in_count(tallies: tuple[Tally, ...], deferred: Deferred) -> tuple[Tally, ...]:
    """The tallies that a rule counts, one of each kind."""
    return gathered(t for t in tallies if deferred == "counted" or not t.deferred)


def total(tallies: tuple[Tally, ...]) -> Counted:
    """Tallies as one count."""
    return Counted(sum(t.count for t in tallies), tuple(ref for t in tallies for ref in t.refs))
