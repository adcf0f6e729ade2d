"""What differs between two sets of zones: added, removed, renamed, moved elsewhere, redrawn, and by how many m²."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely

from geo.metric import area_m2
from geo.polygonal import Polygonal
from services.geography.writing import LEVELS, Key, Outline

# Less than this is the rounding of coordinates or another vertex on the same line, not another border.
NOTHING_M2 = 1.0


@dataclass(frozen=True, slots=True)
class Change:
    """A zone before and after; None on one side where it is new or gone. `moved_m2` is land gained plus land lost."""

    before: Outline | None
    after: Outline | None
    before_m2: float
    after_m2: float
    moved_m2: float

    @property
    def zone(self) -> Outline:
        """The zone as it is, or as it was where it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has at least one side")
        return found

    @property
    def kind(self) -> str:
        """added, removed, redrawn, or else renamed or moved (to another parent)."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        if self.moved_m2 > NOTHING_M2:
            return "redrawn"
        return "renamed" if self.before.name != self.after.name else "moved"


def changes(before: Iterable[Outline], after: Iterable[Outline]) -> list[Change]:
    """Every zone that differs, from the top level down, in order of code."""
    old, new = ({o.key: o for o in side} for side in (before, after))
    found = (_change(old.get(key), new.get(key)) for key in sorted({*old, *new}, key=_order))
    return [change for change in found if change is not None]


def _order(key: Key) -> tuple[int, str]:
    return LEVELS.index(key[0]), key[1]


def _change(old: Outline | None, new: Outline | None) -> Change | None:
    moved = 0.0
    if old is not None and new is not None:
        if not _same(old.shape, new.shape):
            moved = area_m2(shapely.symmetric_difference(old.shape, new.shape))
        if moved <= NOTHING_M2 and (old.name, old.parent) == (new.name, new.parent):
            return None
    before, after = (0.0 if side is None else area_m2(side.shape) for side in (old, new))
    return Change(old, new, before, after, moved or abs(after - before))


def _same(one: Polygonal, other: Polygonal) -> bool:
    return one is other or bool(shapely.equals_exact(one, other, 0.0))
