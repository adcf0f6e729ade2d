"""The zones of an edition as a value that can be redrawn: grids carry the outlines, upper levels follow them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Self

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from geo.metric import area_m2
from geo.nesting import union_of
from geo.polygonal import Polygonal, multipolygon
from geo.redraw import node
from services.geography.tables import Boundary, Zone
from services.geography.writing import Key, Outline
from services.messages import Message, message

# A union that differs by less than this from the one before is the same land: what is left is rounding.
SAME_M2 = 0.01


@dataclass(frozen=True, slots=True)
class Standing:
    """A zone's name and the zone above it."""

    name: str
    parent: Key | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Grids by code (EPSG:4326), and the name and parent of every zone of every level."""

    grids: Mapping[str, Polygonal]
    zones: Mapping[Key, Standing]

    def named(self, key: Key, standing: Standing) -> Self:
        """The plan with one zone's name or parent changed."""
        return replace(self, zones={**self.zones, key: standing})

    def above(self, code: str) -> Iterator[Key]:
        """The zones above a grid, the nearest first."""
        key = self.zones["grid", code].parent
        while key is not None:
            yield key
            key = self.zones[key].parent

    def below(self) -> dict[Key, list[str]]:
        """The codes of the grids below every upper zone that has any."""
        found: dict[Key, list[str]] = {}
        for code in self.grids:
            for key in self.above(code):
                found.setdefault(key, []).append(code)
        return found


@dataclass(frozen=True)
class Base:
    """An edition that a draft begins with, known by the digest of all it holds.

    `plan` has its grids noded, so that neighbours share edges vertex by vertex; `upper` the outlines above them as
    they are stored. `noded` and `loose` are the grids that were given vertices, and those whose edges still part.
    """

    digest: bytes
    outlines: tuple[Outline, ...] = field(repr=False)
    plan: Plan = field(repr=False)
    noded: tuple[str, ...]
    loose: tuple[str, ...]

    @property
    def upper(self) -> dict[Key, Polygonal]:
        """Outlines above the grids."""
        return {o.key: o.shape for o in self.outlines if o.level != "grid"}


def load_outlines(session: Session, edition_id: int) -> tuple[Outline, ...]:
    """Every zone of an edition, in the order of level and code."""
    above = aliased(Zone)
    rows = session.execute(
        select(Zone.level, Zone.code, Boundary.name, above.level, above.code, func.ST_AsBinary(Boundary.geom))
        .join(Zone, Zone.id == Boundary.zone_id)
        .outerjoin(above, above.id == Boundary.parent_id)
        .where(Boundary.edition_id == edition_id)
        .order_by(Zone.level, Zone.code)
    )
    return tuple(
        Outline(level, code, name, None if up is None else (up, up_code), _shape(wkb))
        for level, code, name, up, up_code, wkb in rows
    )


def _shape(wkb: bytes) -> Polygonal:
    return multipolygon(shapely.from_wkb(bytes(wkb)))


def digest_of(outlines: Iterable[Outline]) -> bytes:
    """A digest of zones, names, parents and every bit of their outlines."""
    made = sha256()
    for outline in outlines:
        made.update(repr((outline.key, outline.name, outline.parent)).encode())
        made.update(shapely.to_wkb(outline.shape))
    return made.digest()


def make_base(outlines: tuple[Outline, ...], digest: bytes) -> Base:
    """Outlines made ready to be redrawn."""
    drawn = node({o.code: o.shape for o in outlines if o.level == "grid"})
    zones = {o.key: Standing(o.name, o.parent) for o in outlines}
    return Base(digest, outlines, Plan(drawn.coverage, zones), drawn.changed, _loose(drawn.coverage))


def _loose(grids: Mapping[str, Polygonal]) -> tuple[str, ...]:
    shapes = np.array(list(grids.values()), dtype=object)
    if not len(shapes) or shapely.coverage_is_valid(shapes):
        return ()
    edges = shapely.coverage_invalid_edges(shapes)
    return tuple(code for code, edge in zip(grids, edges, strict=True) if not edge.is_empty)


def outlines_of(base: Base, plan: Plan) -> tuple[list[Outline], list[Message]]:
    """All zones of a plan, and what has to be said of the upper ones.

    An upper zone keeps its stored outline as long as its grids cover the same land; else it becomes their union, as
    a new one is. One whose grids are all gone is gone too.
    """
    made = [_outline(plan, ("grid", code), shape) for code, shape in plan.grids.items()]
    before, now, notes = base.plan.below(), plan.below(), []
    for key, shape in base.upper.items():
        was, there = before.get(key, []), now.get(key, [])
        if was and not there:
            continue
        union = None if _untouched(base, plan, was, there) else _union_if_other(base, plan, was, there)
        made.append(_outline(plan, key, shape if union is None else union))
        notes += [] if union is None else _said(key, shape, base, was)
    fresh = [key for key in plan.zones if key[0] != "grid" and key not in base.upper and key in now]
    made += [_outline(plan, key, union_of([plan.grids[code] for code in now[key]])) for key in fresh]
    return made, notes


def _outline(plan: Plan, key: Key, shape: Polygonal) -> Outline:
    standing = plan.zones[key]
    return Outline(*key, standing.name, standing.parent, shape)


def _untouched(base: Base, plan: Plan, before: list[str], now: list[str]) -> bool:
    return set(before) == set(now) and all(base.plan.grids[code] is plan.grids[code] for code in now)


def _union_if_other(base: Base, plan: Plan, before: list[str], now: list[str]) -> Polygonal | None:
    """The union of the grids, None where it is the land that the old ones had."""
    union = union_of([plan.grids[code] for code in now])
    if not before:
        return union
    was = union_of([base.plan.grids[code] for code in before])
    return union if _differ_m2(was, union) > SAME_M2 else None


def _differ_m2(one: Polygonal, other: Polygonal) -> float:
    return area_m2(shapely.symmetric_difference(one, other))


def _said(key: Key, stored: Polygonal, base: Base, before: list[str]) -> list[Message]:
    """That a stored outline was not the union of its grids, which it now becomes."""
    off = _differ_m2(stored, union_of([base.plan.grids[code] for code in before])) if before else 0.0
    if off <= 1.0:
        return []
    text = "%(name)s (%(code)s) takes the outline of its grids, from which it differed by %(area).0f m²."
    return [message(text, name=base.plan.zones[key].name, code=key[1], area=off)]
