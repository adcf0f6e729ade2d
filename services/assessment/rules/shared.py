"""What rules over a share have in common."""

from services.assessment.rules.base import Rule
from services.assessment.rules.counted import Deferred
from services.assessment.rules.share import Share, share
from services.assessment.values import Evidence


class ShareRule(Rule):
    """A rule over a ratio. A denominator of zero is no 0 % and no 100 %: the rule does not apply."""

    deferred: Deferred = "left_out"

    def share(self, evidence: Evidence) -> Share | None:
        """The share as this rule's formula has it."""
        return share(evidence, self.deferred)

    def applies(self, evidence: Evidence) -> bool:
        return super().applies(evidence) and self.share(evidence) is not None

    def refs(self, evidence: Evidence) -> tuple[int, ...]:
        """The rows that the share lacks."""
        return evidence.ratio.refs if evidence.ratio else ()
