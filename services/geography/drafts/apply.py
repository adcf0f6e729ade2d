"""An edit applied to a plan: a new plan, or a refusal in a sentence that names the place."""

from collections.abc import Callable
from functools import singledispatch
from math import isfinite

from shapely import LineString

from geo.polygonal import LonLat, first_vertex
from geo.redraw import Redrawn, RedrawRefused, Refusal, delete_vertex, insert_vertex, merge, move_vertex, split
from services.errors import Invalid
from services.geography.drafts.edits import Delete, Edit, Found, Insert, Merge, Move, Rehang, Rename, Split
from services.geography.drafts.founding import above_named, found_zone
from services.geography.drafts.plan import Plan, Standing
from services.geography.writing import Key

# These speak of codes, which have no place; all others name it.
_PLACELESS = {Refusal.UNKNOWN_CODE, Refusal.CODE_TAKEN, Refusal.TOO_FEW_CODES}


def apply(plan: Plan, edit: Edit) -> Plan:
    """The plan after an edit; grids that it does not touch are the very objects of before. Raises Invalid."""
    return _applied(edit, plan)


@singledispatch
def _applied(edit: Edit, plan: Plan) -> Plan:
    raise TypeError(f"{type(edit).__name__} can't be applied")


def _redraw(plan: Plan, operation: Callable[[], Redrawn]) -> Redrawn:
    try:
        return operation()
    except RedrawRefused as refused:
        raise _sentence(plan, refused) from None


def _sentence(plan: Plan, refused: RedrawRefused) -> Invalid:
    codes = ", ".join(refused.codes)
    said: dict[str, object] = {"codes": codes, "pieces": refused.pieces or 0}
    if refused.reason not in _PLACELESS:
        lon, lat = _place(plan, refused)
        said |= {"lon": lon, "lat": lat}
    return Invalid(f"redraw.{refused.reason.value}", **said)


def _place(plan: Plan, refused: RedrawRefused) -> LonLat:
    if refused.where is not None and all(map(isfinite, refused.where)):
        return refused.where
    known = [code for code in refused.codes if code in plan.grids] or list(plan.grids)
    return first_vertex(plan.grids[known[0]])


@_applied.register
def _move(edit: Move, plan: Plan) -> Plan:
    return _with(plan, _redraw(plan, lambda: move_vertex(plan.grids, edit.origin, edit.to, snap_m=edit.snap_m)))


@_applied.register
def _insert(edit: Insert, plan: Plan) -> Plan:
    return _with(plan, _redraw(plan, lambda: insert_vertex(plan.grids, edit.at, within_m=edit.within_m)))


@_applied.register
def _delete(edit: Delete, plan: Plan) -> Plan:
    return _with(plan, _redraw(plan, lambda: delete_vertex(plan.grids, edit.at)))


@_applied.register
def _split(edit: Split, plan: Plan) -> Plan:
    codes = [piece.code for piece in edit.pieces]
    drawn = _redraw(plan, lambda: split(plan.grids, edit.code, LineString(edit.line), codes))
    parent = plan.zones["grid", edit.code].parent
    made = {("grid", piece.code): Standing(piece.name, parent) for piece in edit.pieces}
    return Plan(drawn.coverage, _exchanged(plan, [edit.code], made))


@_applied.register
def _merge(edit: Merge, plan: Plan) -> Plan:
    drawn = _redraw(plan, lambda: merge(plan.grids, edit.codes, edit.code))
    parent = _common_parent(plan, edit)
    return Plan(drawn.coverage, _exchanged(plan, edit.codes, {("grid", edit.code): Standing(edit.name, parent)}))


def _common_parent(plan: Plan, edit: Merge) -> Key | None:
    parents = {plan.zones["grid", code].parent for code in edit.codes}
    chosen = [p for p in parents if edit.parent is None or (p is not None and p[1] == edit.parent)]
    if len(chosen) != 1:
        raise Invalid("redraw.which_parent", parents=", ".join(sorted(p[1] for p in parents if p)))
    return chosen[0]


@_applied.register
def _rename(edit: Rename, plan: Plan) -> Plan:
    key = (edit.level, edit.code)
    if key not in plan.zones:
        raise Invalid("redraw.unknown_zone", code=edit.code)
    return plan.named(key, Standing(edit.name.strip(), plan.zones[key].parent))


@_applied.register
def _rehang(edit: Rehang, plan: Plan) -> Plan:
    """Another parent of the level that the old one has, or of the nearest level above grids that has the code."""
    if edit.code not in plan.grids:
        raise Invalid("redraw.unknown_code", codes=edit.code)
    standing = plan.zones["grid", edit.code]
    alike = (standing.parent[0], edit.parent) if standing.parent else None
    parent = alike if alike in plan.zones else above_named(plan, "grid", edit.parent)
    return plan.named(("grid", edit.code), Standing(standing.name, parent))


@_applied.register
def _found(edit: Found, plan: Plan) -> Plan:
    return found_zone(edit, plan)


def _with(plan: Plan, drawn: Redrawn) -> Plan:
    return Plan(drawn.coverage, plan.zones)


def _exchanged(plan: Plan, old: list[str] | tuple[str, ...], made: dict[Key, Standing]) -> dict[Key, Standing]:
    kept = {key: standing for key, standing in plan.zones.items() if key not in {("grid", code) for code in old}}
    return {**kept, **made}
