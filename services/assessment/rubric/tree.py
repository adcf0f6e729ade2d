"""YAML as plain data with the line of every value: no tags, no aliases, no floats, and within set limits.

Numbers are decimals as they are written. A word is a text: `on`, `no` and 1:30 mean themselves, and digits with a
leading zero are a code. An alias is refused, for nine lines of them can name a billion values.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml

from services.assessment.rubric.faults import Fault, Path
from services.assessment.said import Said, said

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20
MOST_VALUES = 20_000
WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
DECIMAL = re.compile(r"[-+]?(0|[1-9]\d{0,17})\.\d{1,18}")
Lines = dict[Path, int]


class Unreadable(ValueError):
    """A text that is no tree within the limits."""

    def __init__(self, line: int, problem: Said) -> None:
        self.fault = Fault((), line, problem)
        super().__init__(problem.render("en"))


def read_tree(data: bytes) -> tuple[Any, Lines]:
    """The values of a YAML text and the line of each; raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(0, said("The file has more than %(limit)d bytes: no rubric is that long", limit=MOST_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(0, said("The file is not in UTF-8: save it as UTF-8")) from None
    try:
        _bounded(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unreadable(line, said("This is no YAML: %(problem)s", problem=error.problem or "")) from None
    except yaml.YAMLError as error:
        raise Unreadable(
            0, said("This is no YAML: %(problem)s", problem=str(error).split("\n", maxsplit=1)[0])
        ) from None
    if node is None:
        raise Unreadable(0, said("The file is empty"))
    lines: Lines = {}
    return _value(node, (), lines), lines


def _bounded(text: str) -> None:
    """Refuse what is too deep or too much before any of it is built, and every alias, anchor and tag."""
    depth = values = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable(line, said("Anchors and aliases (& and *) are not read: write the value out"))
        if getattr(event, "tag", None):
            raise Unreadable(line, said("Tags (!) are not read: take it out"))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        values += isinstance(event, yaml.NodeEvent)
        if depth > MOST_DEPTH or values > MOST_VALUES:
            raise Unreadable(line, said("The file is deeper or longer than any rubric"))


def _value(node: yaml.Node, path: Path, lines: Lines) -> Any:
    """One node as plain data."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {key: _value(value, (*path, key), lines) for key, value in _pairs(node)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(value, (*path, i), lines) for i, value in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """Keys, each once and each a text, with their values."""
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(line, said("A field's name is a text"))
        if key.value in seen:
            raise Unreadable(line, said("%(field)s stands here twice: take one out", field=key.value))
        seen.add(key.value)
        yield key.value, value


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if "\0" in text:
        raise Unreadable(node.start_mark.line + 1, said("There is a NUL in the text: take it out"))
    if isinstance(node, yaml.ScalarNode) and node.style is not None:
        return text
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if text in {"", "~", "null"}:
        return None
    if WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text
