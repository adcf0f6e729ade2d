"""Going through a rubric: every rule and every open place, with its path in the file."""

from collections.abc import Iterator

from services.assessment.rubric.decidable import Undecided
from services.assessment.rubric.faults import Path
from services.assessment.rubric.model import Item, Rubric
from services.assessment.rules.base import Part, Rule
from services.assessment.said import Words

PLACEHOLDER = Words(
    "占位项：原文在此中断，须填写名称、分值和计分规则",
    "Placeholder: the source breaks off here; its name, points and rules are to be filled in",
)


def parts_at(part: Part, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """A part and all parts within it, in the order of the file's fields."""
    yield path, part
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        step = (*path, info.alias or name)
        if isinstance(value, Part):
            yield from parts_at(value, step)
        elif isinstance(value, tuple):
            for i, one in enumerate(value):
                if isinstance(one, Part):
                    yield from parts_at(one, (*step, i))


def rules_at(rubric: Rubric) -> Iterator[tuple[Path, Rule]]:
    """Every rule, those of bonuses, vetoes and payments too."""
    return ((path, part) for path, part in parts_at(rubric) if isinstance(part, Rule))


def open_at(rubric: Rubric) -> Iterator[tuple[Path, Words]]:
    """Every open place with what is to be decided; a placeholder is open as a whole."""
    for path, part in parts_at(rubric):
        if isinstance(part, Undecided):
            yield path, part.undecided
        elif isinstance(part, Item) and part.placeholder:
            yield path, PLACEHOLDER
