"""What differs between two versions of a rubric, in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.assessment.rubric.model import Component, Item, Rubric
from services.assessment.rubric.words import FIELDS, Line, told
from services.assessment.said import Said, Words, said
from services.messages import Message

COMPONENT = ("title", "way", "weight", "out_of", "raters")
ITEM = ("title", "owner", "maximum", "floor", "opens", "period", "sensitive", "placeholder")
WHOLE = ("title", "sources", "total", "objects", "bonus", "vetoes", "groups", "grades", "ties", "strictness",
         "rounding", "last_named_from", "floor", "consequences")  # fmt: skip
PERIODS = ("every", "quarter", "half", "year", "missing_period", "carry_over")
MISSING = ("no_rank_above", "minimum_inspections")


def changes(old: Rubric, new: Rubric) -> list[Said]:
    """Every difference that changes what holds, from the whole to the single rule."""
    found = [*_fields(old.title, old, new, WHOLE), *_fields(new.title, old.roll_up, new.roll_up, PERIODS)]
    found += _fields(new.title, old.missing, new.missing, MISSING)
    return [*found, *_components(old, new)]


def _components(old: Rubric, new: Rubric) -> Iterator[Said]:
    before, after = {c.key: c for c in old.components}, {c.key: c for c in new.components}
    yield from _come_and_gone(before, after)
    for key in [key for key in after if key in before]:
        yield from _fields(after[key].title, before[key], after[key], COMPONENT)
        yield from _items(before[key], after[key])


def _items(old: Component, new: Component) -> Iterator[Said]:
    before, after = {i.key: i for i in old.items}, {i.key: i for i in new.items}
    yield from _come_and_gone(before, after)
    kept = [key for key in after if key in before]
    for key in kept:
        yield from _fields(after[key].title, before[key], after[key], ITEM)
        yield from _rules(before[key], after[key])
    if [key for key in before if key in after] != kept:
        yield said("%(title)s: the order of the items is another", title=new.title)


def _come_and_gone(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Said]:
    for key in [key for key in before if key not in after]:
        yield said("%(title)s: taken out", title=before[key].title)
    for key in [key for key in after if key not in before]:
        yield said("%(title)s: new", title=after[key].title)


def _fields(title: Words, old: Any, new: Any, names: Sequence[str]) -> Iterator[Said]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield said(
                "%(title)s, %(field)s: %(old)s → %(new)s",
                title=title, field=_field(FIELDS[name]), old=_one(told(before)), new=_one(told(after)),
            )  # fmt: skip


def _field(name: Message) -> Words:
    return Words(name.render("zh"), name.render("en"))


def _one(lines: Sequence[Line]) -> Words:
    """Several lines as one."""
    zh = [line if isinstance(line, str) else line.render("zh") for line in lines]
    en = [line if isinstance(line, str) else line.render("en") for line in lines]
    return Words("；".join(zh), "; ".join(en))


def _rules(old: Item, new: Item) -> Iterator[Said]:
    """Rules that went and came, each in its words; where only their order or their evidence differs, that is said."""
    if old.rules == new.rules:
        return
    before, after = (told(old.rules), told(new.rules))
    gone, come = [line for line in before if line not in after], [line for line in after if line not in before]
    for line in gone:
        yield said("%(title)s, rule taken out: %(rule)s", title=new.title, rule=line)
    for line in come:
        yield said("%(title)s, new rule: %(rule)s", title=new.title, rule=line)
    if not gone and not come:
        yield said("%(title)s: the order or the evidence of its rules is another", title=new.title)
