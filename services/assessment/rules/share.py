"""Shares for rules: deferred ones in or out of the denominator, compared without dividing."""

from decimal import Decimal
from typing import NamedTuple

from services.assessment.rules.counted import Deferred
from services.assessment.said import Said, said
from services.assessment.values import Evidence, Ratio


class Share(NamedTuple):
    """A part of a whole as the rule's formula has it; `whole` is above zero."""

    part: Decimal
    whole: Decimal
    said: Said

    def times(self, points: Decimal) -> Decimal:
        """That share of so many points, multiplied before it is divided."""
        return self.part * points / self.whole

    def at_least(self, percent: Decimal) -> bool:
        """Whether it reaches so many per cent, exactly."""
        return self.part * 100 >= percent * self.whole


def share(evidence: Evidence, deferred: Deferred) -> Share | None:
    """The share that the evidence tells, or none where the denominator is zero: then the rule does not apply."""
    if evidence.ratio is None:
        return None
    whole = Decimal(evidence.ratio.denominator)
    left = whole - evidence.ratio.deferred if deferred == "left_out" else whole
    return Share(Decimal(evidence.ratio.numerator), left, _in_words(evidence.ratio, left)) if left else None


def _in_words(ratio: Ratio, whole: Decimal) -> Said:
    part, all_of_it = Decimal(ratio.numerator), Decimal(ratio.denominator)
    if whole == all_of_it:
        return said("%(part)s of %(whole)s", part=part, whole=whole)
    return said(
        "%(part)s of %(whole)s (%(all)s without %(deferred)d deferred)",
        part=part, whole=whole, all=all_of_it, deferred=ratio.deferred,
    )  # fmt: skip
