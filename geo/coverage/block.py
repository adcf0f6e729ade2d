"""Missed addresses that lie together: contiguous blocks, the ones with most households first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ALONE = -1
# From one door to the next along a street, and as many as are no accident.
REACH_M, FEWEST = 30.0, 5


@dataclass(frozen=True, slots=True)
class Block:
    """Missed addresses that lie together, by their rows, and the households in them."""

    rows: tuple[int, ...]
    households: int


def group_addresses(xy: ArrayLike, reach_m: float = REACH_M, fewest: int = FEWEST) -> Ints:
    """The block of each address, numbered by its first core address; -1 for one that lies alone.

    `xy` in metres, shape (n, 2). DBSCAN (Ester, Kriegel, Sander, Xu, KDD 1996): an address with at least `fewest`
    within `reach_m`, itself and the rim included, is a core; cores within reach of each other are one block, and a
    border address joins a core's block. Within reach of several blocks it joins the one with the lowest number: so
    the order of the rows decides, and rows in the order of their keys are grouped the same way always.
    """
    places = np.asarray(xy, float).reshape(-1, 2)
    if not len(places):
        return np.zeros(0, np.int64)
    # A tower's doors share a place: what holds for one of them holds for all, and pairs are those of places.
    at, first, place, doors = np.unique(places, axis=0, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return _group_places(at[order], doors[order], reach_m, fewest)[rank[place.ravel()]]


def rank_blocks(labels: ArrayLike, households: ArrayLike | None = None) -> list[Block]:
    """The blocks with most households missed first; of equal ones the one numbered first.

    `households` are those of each address, one where they are not given.
    """
    block = np.asarray(labels, np.int64)
    weight = np.ones(len(block), np.int64) if households is None else np.asarray(households, np.int64)
    rows = np.flatnonzero(block != ALONE)
    rows = rows[np.argsort(block[rows], kind="stable")]
    parts = np.split(rows, np.flatnonzero(np.diff(block[rows])) + 1) if len(rows) else []
    found = [Block(tuple(part.tolist()), int(weight[part].sum())) for part in parts]
    return sorted(found, key=lambda one: -one.households)


def _group_places(at: Floats, doors: Ints, reach_m: float, fewest: int) -> Ints:
    """The block of each place, the places in the order of their first row."""
    pairs = cKDTree(at).query_pairs(reach_m, output_type="ndarray")
    one, other = pairs[:, 0], pairs[:, 1]
    near = doors + np.bincount(one, doors[other], len(at)) + np.bincount(other, doors[one], len(at))
    core = near >= fewest
    block = _components(len(at), one, other, core)
    border = np.full(len(at), len(at), np.int64)
    for outer, inner in ((one, other), (other, one)):
        joins = ~core[outer] & core[inner]
        np.minimum.at(border, outer[joins], block[inner[joins]])
    border[border == len(at)] = ALONE
    grouped: Ints = np.where(core, block, border)
    return grouped


def _components(size: int, one: Ints, other: Ints, core: NDArray[np.bool_]) -> Ints:
    """Which cores hang together, numbered by their first place; without meaning for other places."""
    both = core[one] & core[other]
    links = coo_array((np.ones(int(both.sum()), np.int8), (one[both], other[both])), shape=(size, size))
    component = connected_components(links, directed=False)[1]
    numbers = np.full(size, ALONE, np.int64)
    cores = np.flatnonzero(core)
    kinds, first = np.unique(component[cores], return_index=True)
    numbers[kinds[np.argsort(first)]] = np.arange(len(kinds))
    blocks: Ints = numbers[component]
    return blocks
