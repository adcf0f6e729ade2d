"""What is proven of each item: sensitive ones are marked by people alone, and its maximum can be reached."""

from collections.abc import Iterator
from decimal import Decimal

from services.assessment.rubric.decidable import Undecided
from services.assessment.rubric.faults import Fault, Path
from services.assessment.rubric.model import Item, Rubric
from services.assessment.rules import AnyRule, Factor, FullIf, Manual, Veto
from services.assessment.said import said


def item_faults(rubric: Rubric) -> Iterator[Fault]:
    """The faults of all items."""
    for i, component in enumerate(rubric.components):
        for j, item in enumerate(component.items):
            path: Path = ("components", i, "items", j)
            if not isinstance(item.rules, Undecided):
                yield from _sensitive(item, item.rules, path)
                yield from _reach(item, item.rules, path)
                yield from _vetoes(item.rules, path)


def _sensitive(item: Item, rules: tuple[AnyRule, ...], path: Path) -> Iterator[Fault]:
    if not item.sensitive:
        return
    for n, rule in enumerate(rules):
        if not isinstance(rule, Manual):
            problem = said("%(title)s is sensitive: people give its points, no query does; use manual",
                           title=item.title)  # fmt: skip
            yield Fault((*path, "rules", n), 0, problem)


def _reach(item: Item, rules: tuple[AnyRule, ...], path: Path) -> Iterator[Fault]:
    """An item that opens at zero can come to its maximum, unless what adds up in it has no end of its own."""
    if not rules:
        yield Fault(
            (*path, "rules"), 0, said("%(title)s has no rule: nobody could lose or earn a point", title=item.title)
        )
    if item.opens != "zero" or isinstance(item.maximum, Undecided) or any(_endless(rule) for rule in rules):
        return
    full = sum((rule.full for rule in rules), Decimal(0))
    if full < item.maximum:
        problem = said("the rules of %(title)s earn %(sum)s at most, not its maximum of %(maximum)s", title=item.title,
                       sum=full, maximum=item.maximum)  # fmt: skip
        yield Fault((*path, "rules"), 0, problem)


def _endless(rule: AnyRule) -> bool:
    """Whether no sum tells what the rule can earn."""
    return isinstance(rule, FullIf | Factor) or rule.rule == "bonus" or getattr(rule, "aggregation", "") == "sum"


def _vetoes(rules: tuple[AnyRule, ...], path: Path) -> Iterator[Fault]:
    for n, rule in enumerate(rules):
        if isinstance(rule, Veto) and rule.caps != "item":
            problem = said("a veto of the total or the grade stands under vetoes, not in an item")
            yield Fault((*path, "rules", n), 0, problem)
