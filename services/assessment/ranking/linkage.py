"""Who can be compared at all: grids hang together through inspectors who saw more than one of them."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]


class Unlinked(StrEnum):
    """Why the strictness of a component's inspectors can't be told."""

    ONE_INSPECTOR = "one_inspector"  # all its grids were seen by the same eyes: nobody to compare these with
    APART = "apart"  # none of its inspectors saw a grid of the others, and it is not the larger part of the list
    BY_ITEM = "by_item"  # who inspected and what was inspected can't be told apart
    FEW = "few"  # no more scores than grids and inspectors take up


@dataclass(frozen=True, slots=True)
class Component:
    """Grids and inspectors that hang together, rising; why it can't be adjusted, or None where it can."""

    grids: tuple[int, ...]
    inspectors: tuple[int, ...]
    reason: Unlinked | None


def components(grid: Ints, inspector: Ints, grids: int, inspectors: int) -> list[Component]:
    """The components of the graph of grids and inspectors, that with most grids first; inspectors without row left out.

    Strictness is told within a component alone. So that adjusted scores can be compared with each other, only a
    component with more than half of all grids is adjusted, if two inspectors at least belong to it.
    """
    joined = coo_array((np.ones(len(grid), np.int8), (grid, grids + inspector)), shape=(grids + inspectors,) * 2)
    label = connected_components(joined, directed=False)[1]
    found = []
    for at in dict.fromkeys(label[:grids].tolist()):
        members = np.flatnonzero(label == at)
        own, eyes = members[members < grids].tolist(), (members[members >= grids] - grids).tolist()
        found.append(Component(tuple(own), tuple(eyes), _reason(len(own), len(eyes), grids)))
    return sorted(found, key=lambda one: (-len(one.grids), one.grids))


def _reason(own: int, eyes: int, grids: int) -> Unlinked | None:
    if eyes < 2:
        return Unlinked.ONE_INSPECTOR
    return None if 2 * own > grids else Unlinked.APART
