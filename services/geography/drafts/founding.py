"""A new zone above grids: an area or a community that did not exist before."""

from collections.abc import Iterator

from services.errors import Invalid
from services.geography.drafts.edits import Found
from services.geography.drafts.plan import Plan, Standing
from services.geography.writing import LEVELS, Key


def found_zone(edit: Found, plan: Plan) -> Plan:
    """The plan with the new zone above its grids. Raises Invalid."""
    key = (edit.level, edit.code)
    if key in plan.zones:
        raise Invalid("redraw.code_taken", codes=edit.code)
    unknown = [code for code in edit.grids if code not in plan.grids]
    if unknown:
        raise Invalid("redraw.unknown_code", codes=", ".join(unknown))
    made = {key: Standing(edit.name.strip(), _parent(edit, plan))}
    for child in _children(edit, plan):
        made[child] = Standing(plan.zones[child].name, key)
    return Plan(plan.grids, {**plan.zones, **made})


def _parent(edit: Found, plan: Plan) -> Key | None:
    """The zone above: the one that is named, else the one that all the grids lie in."""
    if edit.parent is not None:
        return above_named(plan, edit.level, edit.parent)
    upper = {next((k for k in plan.above(code) if _is_above(k[0], edit.level)), None) for code in edit.grids}
    if len(upper) != 1:
        raise Invalid("redraw.which_parent_of_zone", parents=", ".join(sorted(k[1] for k in upper if k)))
    return upper.pop()


def above_named(plan: Plan, level: str, code: str) -> Key:
    """The zone with a code in the nearest level above another. Raises Invalid."""
    for upper in reversed(LEVELS[: LEVELS.index(level)]):
        if (upper, code) in plan.zones:
            return upper, code
    raise Invalid("redraw.unknown_zone", code=code)


def _is_above(level: str, other: str) -> bool:
    return LEVELS.index(level) < LEVELS.index(other)


def _children(edit: Found, plan: Plan) -> Iterator[Key]:
    """What hangs below the new zone: whole areas below a community, else the grids themselves."""
    given, below, whole = set(edit.grids), plan.below(), set()
    if edit.level == "community":
        whole = {k for k, codes in below.items() if k[0] == "area" and given.issuperset(codes)}
        yield from sorted(whole)
    for code in sorted(given):
        if plan.zones["grid", code].parent not in whole:
            yield "grid", code
