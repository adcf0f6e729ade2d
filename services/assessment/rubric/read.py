"""A rubric's file read: a rubric, or every fault of the file."""

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from services.assessment.rubric.faults import Fault, Path, in_words, real_path
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.tree import Lines, Unreadable, read_tree
from services.assessment.rules.base import Part


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: the rubric where there is no fault, and the line of each of its values."""

    rubric: Rubric | None
    faults: tuple[Fault, ...]
    lines: Lines

    def line(self, path: Path) -> int:
        """The line of a value, or of what holds it."""
        return nearest(path, self.lines)


def read_rubric(data: bytes) -> Reading:
    """Read a rubric's YAML."""
    try:
        tree, lines = read_tree(data)
    except Unreadable as error:
        return Reading(None, (error.fault,), {})
    try:
        return Reading(Rubric.model_validate(tree), (), lines)
    except ValidationError as error:
        return Reading(None, _faults(error, tree, lines), lines)


def _faults(error: ValidationError, tree: object, lines: Lines) -> tuple[Fault, ...]:
    """Each fault once, by line. A list is not called too short because of what is at fault within it."""
    found = [(one["type"], _fault(one, tree, lines)) for one in error.errors(include_url=False)]
    paths = [fault.path for _, fault in found]
    kept = {f for kind, f in found if kind != "too_short" or not any(_within(p, f.path) for p in paths)}
    return tuple(sorted(kept, key=lambda f: (f.line, f.at)))


def _within(path: Path, outer: Path) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _fault(error: Any, tree: object, lines: Lines) -> Fault:
    path = real_path(error["loc"], tree)
    return Fault(path, nearest(path, lines), in_words(error, FIELDS))


def nearest(path: Path, lines: Lines) -> int:
    """The line of a path, or of the nearest one above that the file has."""
    return next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 0)


def _fields(model: type[BaseModel], seen: set[type]) -> set[str]:
    """The names of all fields of a model and of the models within it."""
    if model in seen:
        return set()
    seen.add(model)
    names = {info.alias or name for name, info in model.model_fields.items()}
    within = [_fields(m, seen) for info in model.model_fields.values() for m in _models(info.annotation)]
    return names.union(*within)


def _models(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type):
        return {annotation} if issubclass(annotation, Part) else set()
    return {model for part in get_args(annotation) for model in _models(part)}


FIELDS = sorted(_fields(Rubric, set()))
