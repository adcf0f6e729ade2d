"""What is wrong with a rubric's file: where it stands, in which line, and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from services.assessment.said import Said, Told, said
from services.messages import Lang

Path = tuple[str | int, ...]


def written(path: Path) -> str:
    """A path as people write it: components[0].items[2].maximum."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` counts from 1, and is 0 where it is of no one line."""

    path: Path
    line: int
    problem: Said

    @property
    def at(self) -> str:
        """Where it stands."""
        return written(self.path)

    def render(self, lang: Lang) -> str:
        """The fault as one sentence."""
        if not self.line:
            return self.problem.render(lang)
        return said("%(at)s, line %(line)d: %(problem)s", at=self.at, line=self.line, problem=self.problem).render(lang)


def in_words(error: ErrorDetails, fields: Iterable[str]) -> Said:
    """What the reader of the file is told of one refusal; `fields` are the names that may stand there."""
    kind, context = error["type"], error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "said":
        fault: Said = context["fault"]
        return fault
    if kind == "missing":
        return said("%(field)s is missing: write it here", field=name)
    if kind == "extra_forbidden":
        return _unknown(name, fields)
    return _by_kind(kind, context, error["msg"])


def _unknown(name: str, fields: Iterable[str]) -> Said:
    near = get_close_matches(name, list(fields), 1)
    if near:
        return said("there is no field %(field)s here; perhaps %(near)s is meant", field=name, near=near[0])
    return said("there is no field %(field)s here: take it out", field=name)


LIMITS = {
    "greater_than": ("gt", said("write a number above %(limit)s").key),
    "greater_than_equal": ("ge", said("write a number of %(limit)s or more").key),
    "less_than": ("lt", said("write a number below %(limit)s").key),
    "less_than_equal": ("le", said("write a number of %(limit)s or less").key),
    "too_short": ("min_length", said("write at least %(limit)s of them").key),
    "too_long": ("max_length", said("write at most %(limit)s of them").key),
    "literal_error": ("expected", said("write one of: %(limit)s").key),
    "union_tag_invalid": ("expected_tags", said("write one of: %(limit)s").key),
}
SHAPES = {
    "string_type": said("write a text here, digits in quotation marks"),
    "string_pattern_mismatch": said("write small letters, digits and underscores, a letter first"),
    "tuple_type": said("write a list here, each line with a dash"),
    "model_type": said("write fields and their values here"),
    "model_attributes_type": said("write fields and their values here"),
    "dict_type": said("write fields and their values here"),
    "bool_type": said("write true or false"),
    "bool_parsing": said("write true or false"),
    "union_tag_not_found": said("say of what kind it is: the field 'rule', 'kind' or 'by' is missing"),
    "decimal_max_digits": said("write a number of at most 12 digits, 6 of them decimals"),
    "decimal_max_places": said("write a number of at most 12 digits, 6 of them decimals"),
    "decimal_whole_digits": said("write a number of at most 12 digits, 6 of them decimals"),
}
NUMBERS = ("decimal_", "int_", "finite_number")


def _by_kind(kind: str, context: Mapping[str, Any], raw: str) -> Said:
    if kind in LIMITS:
        field, sentence = LIMITS[kind]
        return _limit(sentence, str(context[field]).replace("'", ""))
    if kind in SHAPES:
        return SHAPES[kind]
    if kind.startswith(NUMBERS):
        return said("write a number here")
    return said("this can't be read: %(problem)s", problem=raw)


def _limit(sentence: str, limit: Told) -> Said:
    return said(sentence, limit=limit)


# The names of both halves of a decidable field, which pydantic puts into its paths.
HALVES = {"decided", "undecided"}


def real_path(loc: Sequence[str | int], tree: object) -> Path:
    """Where an error stands in the file: without the marks of unions, which are no keys of it."""
    path: list[str | int] = []
    at = tree
    for step in loc:
        found = _step(at, step)
        if found is None and step != loc[-1]:
            continue
        if found is None and isinstance(step, str) and (step in HALVES or not isinstance(at, dict)):
            continue
        path.append(step)
        at = found[0] if found else None
    return tuple(path)


def _step(at: object, step: str | int) -> tuple[object] | None:
    """What lies one step down, if anything does."""
    if isinstance(at, dict) and step in at:
        return (at[step],)
    if isinstance(at, list) and isinstance(step, int) and step < len(at):
        return (at[step],)
    return None
