"""One incident deducts once: what an earlier item has deducted for is left out of later ones, and that is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from services.assessment.rules.base import Rule
from services.assessment.said import said
from services.assessment.values import Effect, Evidence, Tally


@dataclass
class Used:
    """The refs that have been deducted for, by subject. Shares neither use nor lose any: they judge a whole."""

    refs: dict[str, set[int]] = field(default_factory=dict)

    def left(self, evidence: Evidence) -> tuple[Evidence, Effect | None]:
        """Evidence without what is used, and the step that says so where something was."""
        used = self.refs.get(evidence.subject)
        if not used or not evidence.tallies:
            return evidence, None
        left = tuple(tally.without(used) for tally in evidence.tallies)
        if (taken := _count(evidence.tallies) - _count(left)) == 0:
            return evidence, None
        refs = tuple(sorted({ref for tally in evidence.tallies for ref in tally.refs if ref in used}))
        sentence = said("%(count)d left out: an earlier item has deducted for them", count=taken)
        zero = Effect("once", Decimal(0), sentence, evidence.subject, refs)
        return replace(evidence, tallies=tuple(tally for tally in left if tally.count)), zero

    def use(self, effects: Iterable[Effect], evidence: Mapping[str, Evidence], rules: Iterable[Rule]) -> None:
        """Note what was deducted for, of what is counted; a missing act names what was done, which is none of it."""
        counted = {evidence[rule.evidence].subject for rule in rules if evidence[rule.evidence].tallies}
        for effect in effects:
            if effect.rule != "missing_act" and effect.points < 0 and effect.refs and effect.subject in counted:
                self.refs.setdefault(effect.subject, set()).update(effect.refs)


def _count(tallies: Iterable[Tally]) -> int:
    return sum(tally.count for tally in tallies)
