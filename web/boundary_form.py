"""What a form of the redraw page says, as the arguments of an edit: places, lines and lists come as plain text."""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import Form
from sqlalchemy.orm import Session

from services.errors import Invalid
from services.geography.drafts.draft import Draft, next_codes, next_zone_code
from services.geography.drafts.edits import Edit, parse

Typed = Annotated[str, Form(max_length=20_000)]
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
BETWEEN = re.compile(r"[,，;；、\s]+")


def edit_of(session: Session, draft: Draft, operation: str, said: Mapping[str, str]) -> Edit:
    """The edit that a form asks for; codes and names that are left empty are the next free ones. Raises Invalid."""
    given = {key: text.strip() for key, text in said.items() if text.strip()}
    if operation == "split":
        return parse(operation, _split(session, draft, given))
    if operation == "merge":
        return parse(operation, _merge(draft, given))
    if operation == "found":
        return parse(operation, _found(session, draft, given))
    arguments: dict[str, object] = {k: v for k, v in given.items() if k in _FIELDS.get(operation, ())}
    for key in ("from", "to", "at"):
        if key in arguments:
            arguments[key] = _places(given, key)[0]
    return parse(operation, arguments)


_FIELDS = {
    "move": ("from", "to", "snap_m"), "insert": ("at", "within_m"), "delete": ("at",),
    "rename": ("level", "code", "name"), "parent": ("code", "parent"),
}  # fmt: skip


def _places(given: Mapping[str, str], key: str) -> list[tuple[float, float]]:
    """Pairs of numbers in a text, longitude first."""
    numbers = [float(n) for n in NUMBER.findall(given.get(key, ""))]
    if not numbers or len(numbers) % 2:
        raise Invalid("redraw.arguments", field=key)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _split(session: Session, draft: Draft, given: Mapping[str, str]) -> dict[str, object]:
    code = given.get("code", "")
    standing = draft.plan.zones.get(("grid", code))
    if standing is None:
        raise Invalid("redraw.unknown_code", codes=code or "–")
    lines = [line.split(maxsplit=1) for line in given.get("pieces", "").splitlines() if line.strip()]
    if not lines:
        lines = [[code, standing.name], next_codes(session, draft, code)]
    pieces = [{"code": line[0], "name": line[-1]} for line in lines]
    return {"code": code, "line": _places(given, "line"), "pieces": pieces}


def _merge(draft: Draft, given: Mapping[str, str]) -> dict[str, object]:
    codes = sorted(set(BETWEEN.split(given.get("codes", ""))) - {""})
    if len(codes) < 2:
        raise Invalid("redraw.too_few_codes")
    code = given.get("code", codes[0])
    standing = draft.plan.zones.get(("grid", code))
    name = given.get("name") or (standing.name if standing else code)
    return {"codes": codes, "code": code, "name": name, "parent": given.get("parent")}


def _found(session: Session, draft: Draft, given: Mapping[str, str]) -> dict[str, object]:
    grids = sorted(set(BETWEEN.split(given.get("codes", ""))) - {""})
    level, parent = given.get("level", ""), given.get("parent")
    above = [key[1] for code in grids[:1] if code in draft.plan.grids for key in draft.plan.above(code)]
    code = given.get("code") or next_zone_code(session, draft, level, parent or (above or ["1"])[-1])
    return {"level": level, "code": code, "name": given.get("name") or code, "grids": grids, "parent": parent}
