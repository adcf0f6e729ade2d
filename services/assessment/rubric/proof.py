"""What is proven of a rubric before it may be used, and what is still open."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from services.assessment.rubric.decidable import Undecided
from services.assessment.rubric.faults import Fault, Path, written
from services.assessment.rubric.grades import ByThreshold
from services.assessment.rubric.items_proof import item_faults
from services.assessment.rubric.model import Component, Rubric
from services.assessment.rubric.names_proof import name_faults
from services.assessment.rubric.walk import open_at, rules_at
from services.assessment.rules import Bands
from services.assessment.rules.base import Rule
from services.assessment.rules.partition import partition_fault
from services.assessment.said import Said, Words, said

# What is given by people can be marks, or tallies by level.
Shape = Literal["tallies", "ratio", "marks", "given"]
Known = Callable[[str], Shape | None]


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is left to decide."""

    path: Path
    what: Words

    @property
    def at(self) -> str:
        """Where it stands."""
        return written(self.path)


@dataclass(frozen=True, slots=True)
class Proof:
    """`proven` in sentences, `faults` that bar the rubric from being approved, `open` what bars a cycle."""

    proven: tuple[Said, ...]
    faults: tuple[Fault, ...]
    open: tuple[Open, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @property
    def complete(self) -> bool:
        """Whether a cycle may open on it."""
        return self.sound and not self.open


def prove(rubric: Rubric, known: Known) -> Proof:
    """Prove a rubric; `known` tells the shape of a named evidence, or that there is none of that name."""
    faults = [*_weights(rubric), *_maxima(rubric), *item_faults(rubric), *_grades(rubric), *name_faults(rubric)]
    faults += _evidence(rubric, known)
    open_ = tuple(Open(path, what) for path, what in open_at(rubric))
    return Proof(tuple(_proven(rubric)), tuple(faults), open_)


def _weights(rubric: Rubric) -> Iterator[Fault]:
    """The weights of the components add up to the total, or what is decided of them does not pass it."""
    given = [c.weight for c in rubric.components if not isinstance(c.weight, Undecided)]
    total = sum(given, Decimal(0))
    whole = len(given) == len(rubric.components)
    if total > rubric.total or (whole and total != rubric.total):
        problem = said("the weights add up to %(sum)s, not to %(total)s", sum=total, total=rubric.total)
        yield Fault(("components",), 0, problem)


def _maxima(rubric: Rubric) -> Iterator[Fault]:
    """The items of each component add up to what it is out of."""
    for i, component in enumerate(rubric.components):
        target, total = declared(component), maxima(component)
        if target is not None and total is not None and total != target:
            problem = said(
                "the items of %(title)s add up to %(sum)s, not to %(total)s",
                title=component.title, sum=total, total=target,
            )  # fmt: skip
            yield Fault(("components", i, "items"), 0, problem)


def declared(component: Component) -> Decimal | None:
    """What a component's items are to add up to, where that is decided."""
    if component.out_of is not None:
        return component.out_of
    return None if isinstance(component.weight, Undecided) else component.weight


def maxima(component: Component) -> Decimal | None:
    """What a component's items do add up to, where all of them are decided."""
    given = [item.maximum for item in component.items if not isinstance(item.maximum, Undecided)]
    return sum(given, Decimal(0)) if len(given) == len(component.items) else None


def _grades(rubric: Rubric) -> Iterator[Fault]:
    """Grades leave out no total and hold none twice; quotas add up to all."""
    grades = rubric.grades
    if grades is None or isinstance(grades, Undecided):
        return
    if isinstance(grades, ByThreshold):
        if problem := partition_fault(grades.bands):
            yield Fault(("grades", "bands"), 0, problem)
        return
    share = sum((quota.share for quota in grades.quotas), Decimal(0))
    if share != 100:
        yield Fault(("grades", "quotas"), 0, said("the quotas add up to %(sum)s %%, not to 100 %%", sum=share))


NEEDS: dict[str, tuple[Shape, ...]] = {
    "ratio_linear": ("ratio",), "ratio_to_target": ("ratio",), "manual": ("marks",), "veto": ("marks",),
    "full_if": ("tallies", "ratio"), "deferral": ("tallies", "ratio"), "bands": ("ratio", "tallies"),
    "deduct_per": ("tallies",), "escalate": ("tallies",), "missing_act": ("tallies",), "zero_item_on": ("tallies",),
    "bonus": ("tallies",), "factor": ("tallies",),
}  # fmt: skip


def needs(rule: Rule) -> tuple[Shape, ...]:
    """The shapes of evidence that a rule can read."""
    if isinstance(rule, Bands):
        return ("ratio",) if rule.of == "share" else ("tallies",)
    return NEEDS[rule.rule]


def _evidence(rubric: Rubric, known: Known) -> Iterator[Fault]:
    """Every evidence that is named exists, and is of a shape that its rule can read."""
    for path, rule in rules_at(rubric):
        shape = known(rule.evidence)
        if shape is None:
            problem = said("there is no evidence %(name)s: name one that can be counted", name=rule.evidence)
            yield Fault((*path, "evidence"), 0, problem)
        elif shape not in needs(rule) and not (shape == "given" and needs(rule) != ("ratio",)):
            problem = said("%(rule)s can't read %(name)s: it wants %(shapes)s", rule=rule.rule, name=rule.evidence,
                           shapes=", ".join(needs(rule)))  # fmt: skip
            yield Fault((*path, "evidence"), 0, problem)


def _proven(rubric: Rubric) -> Iterator[Said]:
    """What holds, with its figures."""
    for component in rubric.components:
        total = maxima(component)
        if total is not None and total == declared(component):
            yield said("%(title)s: %(count)d items add up to %(sum)s", title=component.title,
                       count=len(component.items), sum=total)  # fmt: skip
    if not list(_weights(rubric)) and not any(isinstance(c.weight, Undecided) for c in rubric.components):
        yield said("%(count)d weights add up to %(sum)s", count=len(rubric.components), sum=rubric.total)
    rules = [rule for _, rule in rules_at(rubric)]
    banded = [rule for rule in rules if isinstance(rule, Bands)]
    if banded:
        yield said("%(count)d lists of bands have no hole and no overlap", count=len(banded))
    shared = [name for name, many in Counter(rule.evidence for rule in rules).items() if many > 1]
    if shared:
        yield said("Read by several rules, where one incident deducts once: %(names)s", names=", ".join(sorted(shared)))
