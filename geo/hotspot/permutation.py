"""The permutation max-T test: where is more found than the effort spent there explains, over the whole map at once.

For each unit O is what was found in it and its neighbours, E what the effort there would bring at the map's own rate,
and z = (O - E) / sqrt(E). Under "no place is special" the pairs (found, effort) may stand on any unit, so the
largest z of the map is compared with the largest z of maps on which the pairs were dealt anew. Because each z meets
the distribution of the map's maximum, the chance of any false alarm on the whole map is bounded (Westfall and Young
1993), whatever the counts' distribution: sparse, skewed, over-dispersed.

The maps are not dealt one by one. Units get random places on a circle, and turning the circle by 0, 1, 2, ... steps
deals all pairs anew each time; after a full turn the pairs are shuffled and the turning begins again. The turns are a
group and the shuffles independent and uniform, so the observed map is a uniformly random one among all that are
looked at, which is all that an exact test needs (Hemerik and Goeman, TEST 27, 2018; subgroups: Koning and Hemerik,
Biometrika 111, 2024). What a unit gets over a whole turn lies side by side in memory: ten thousand maps of ten
thousand units take about half a second.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.hotspot.neighbour import Neighbours
from geo.hotspot.turning import ENOUGH, EQUAL, Turning, judged

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tested:
    """Per unit: found and expected in it and its neighbours, z (0 where not enough was looked), p over the whole map.

    `rate` is what one unit of effort brought on this map; `maps` how many maps were looked at, this one included.
    """

    observed: Floats
    expected: Floats
    z: Floats
    p: Floats
    enough: NDArray[np.bool_]
    rate: float
    maps: int


def judge_map(
    counts: ArrayLike,
    exposure: ArrayLike,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int = 0,
    least: float = ENOUGH,
    progress: Callable[[int, int], None] | None = None,
) -> Tested:
    """Test every unit of a map. `counts` are distinct incidents, `exposure` the effort in any one unit of measure.

    What was found where no effort is recorded can't be weighed and takes no part. A unit is looked at enough where it
    was looked at at all and at least `least` incidents are expected in it and its
    neighbours; the others have p = 1 and set no bar. p = (1 + maps whose maximum is at least z) / (permutations + 1).
    Raises ValueError for lengths that differ and for numbers that are negative or not finite.
    """
    found, effort = checked(counts, exposure, neighbours)
    found = np.where(effort > 0, found, 0.0)
    rate = float(found.sum() / effort.sum()) if effort.sum() > 0 else 0.0
    observed, expected = neighbours.around(found), rate * neighbours.around(effort)
    enough = judged(effort, expected, least)
    z = np.where(enough, (observed - expected) / np.sqrt(np.where(enough, expected, 1.0)), 0.0)
    maxima = np.sort(_turning(found, rate * effort, neighbours, permutations + 1, seed, least).maxima(progress))
    return Tested(observed, expected, z, chance(z, enough, maxima), enough, rate, len(maxima))


def chance(z: Floats, enough: NDArray[np.bool_], maxima: NDArray[np.floating]) -> Floats:
    """The share of maps whose largest z (rising) is at least that of a unit; 1 where z is not above 0."""
    bar = (np.maximum(z, 0.0) * (1 - EQUAL)).astype(maxima.dtype)
    at_least = len(maxima) - np.searchsorted(maxima, bar, side="left")
    # The observed map is one of the maps.
    p: Floats = np.where(enough & (z > 0), np.maximum(at_least, 1) / len(maxima), 1.0)
    return p


def checked(counts: ArrayLike, exposure: ArrayLike, neighbours: Neighbours) -> tuple[Floats, Floats]:
    """Both as numbers. Raises ValueError as judge_map says."""
    found, effort = np.asarray(counts, float), np.asarray(exposure, float)
    if found.shape != (neighbours.size,) or effort.shape != found.shape:
        raise ValueError(f"{found.shape} counts, {effort.shape} exposures, {neighbours.size} units")
    for values in (found, effort):
        if not np.isfinite(values).all() or (values < 0).any():
            raise ValueError("counts and exposures are finite and not negative")
    return found, effort


def rounds(maps: int, units: int) -> tuple[int, int]:
    """How often the pairs are shuffled and how many turns each shuffle gives: their product is `maps`, exactly."""
    shuffles = next(m for m in range(-(-maps // max(units, 1)), maps + 1) if maps % m == 0)
    return shuffles, maps // shuffles


def _turning(found: Floats, expected: Floats, neighbours: Neighbours, maps: int, seed: int, least: float) -> Turning:
    """The rings that hold the observed map and all others."""
    units = neighbours.size
    rng = np.random.default_rng(seed)
    shuffles, turns = rounds(maps, units)
    place = rng.permutation(units)
    rings = np.empty((2, shuffles, units), np.float32)
    for k in range(shuffles):
        # The first deal is the observed map, somewhere among its turns; the others are any.
        dealt = rng.permutation(units) if k else np.arange(units)
        rings[0, k, place], rings[1, k, place] = (found - expected)[dealt], expected[dealt]
    rings[:, 0] = np.roll(rings[:, 0], int(rng.integers(turns)), axis=-1)
    return Turning(rings, turns, place, neighbours, least)
