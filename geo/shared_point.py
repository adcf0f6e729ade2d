"""A place that too many rows share: where a geocoder puts what it did not find."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

# One place has one address, a corner perhaps two or three ways to write it.
FEWEST_ROWS, FEWEST_ADDRESSES, SHARE_OF_ADDRESSES = 20, 10, 0.25
# Where no addresses are given: this many rows, and this many times as many as at any place that is not one of these.
FEWEST_BARE, TIMES_THE_NEXT, MOST_PLACES = 50, 5, 5


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """A place in degrees with the number of rows there, and of their different addresses where these are given."""

    lon: float
    lat: float
    rows: int
    addresses: int | None


def implausible(lon: ArrayLike, lat: ArrayLike, addresses: Sequence[str | None] | None) -> list[SharedPoint]:
    """The places that rows can't all be at, the fullest first.

    With addresses: at least 20 rows of which at least 10, and a quarter, have different ones. Without: at least 50
    rows, and five times as many as at the next place; at most five places. Points that are not finite are left out.
    """
    points = np.column_stack([np.asarray(lon, float), np.asarray(lat, float)])
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    # One complex number a place sorts as the pair does, and is compared in one step.
    single = points[known, 0] + 1j * points[known, 1]
    places, inverse, counts = np.unique(single, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    found: list[tuple[int, int | None]]
    if addresses is None or not any(addresses):
        found = [(place, None) for place in order[: _standing_out(counts[order])].tolist()]
    else:
        different = _different(np.asarray(inverse).ravel(), counts, [addresses[i] for i in known.tolist()])
        found = [(p, different[p]) for p in order.tolist() if _many(int(counts[p]), different.get(p, 0))]
    return [SharedPoint(float(places[p].real), float(places[p].imag), int(counts[p]), n) for p, n in found]


def _standing_out(falling: NDArray[np.int64]) -> int:
    """How many of the first counts stand out from all that follow."""
    following = np.append(falling[1:], 0)[:MOST_PLACES]
    first = falling[:MOST_PLACES]
    cuts = np.flatnonzero((first >= FEWEST_BARE) & (first >= TIMES_THE_NEXT * np.maximum(following, 1)))
    return int(cuts[-1]) + 1 if len(cuts) else 0


def _different(
    inverse: NDArray[np.int64], counts: NDArray[np.int64], addresses: Sequence[str | None]
) -> dict[int, int]:
    """How many different addresses each full place has; an empty one is none."""
    full = set(np.flatnonzero(counts >= FEWEST_ROWS).tolist())
    if not full:
        return {}
    seen: dict[int, set[str]] = {place: set() for place in full}
    for place, address in zip(inverse.tolist(), addresses, strict=True):
        if place in full and address:
            seen[place].add(address)
    return {place: len(there) for place, there in seen.items()}


def _many(rows: int, different: int) -> bool:
    return rows >= FEWEST_ROWS and different >= FEWEST_ADDRESSES and different >= SHARE_OF_ADDRESSES * rows
