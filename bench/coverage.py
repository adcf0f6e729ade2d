"""Missed blocks of a whole city against scikit-learn's DBSCAN on the same points, in the same order.

Both start from metres on arrays and answer with a number for each address; before anything is timed the answers are
held to be identical, the numbers and the border addresses too. `python -m bench.coverage golden` keeps such an answer
for the tests.
"""

import json
import sys
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from bench.record import keep
from geo.coverage.block import FEWEST, REACH_M, group_addresses

RUNS = 3
GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "geo" / "coverage" / "golden" / "dbscan.json"
Floats = NDArray[np.float64]


def city(addresses: int, seed: int) -> Floats:
    """A city of so many addresses, in metres to a decimetre.

    Half stand alone, four in ten along blocks, a tenth in towers whose doors share a place.
    """
    rng = np.random.default_rng(seed)
    side = 30.0 * addresses**0.5
    alone = rng.uniform(0, side, (addresses // 2, 2))
    blocks = rng.uniform(0, side, (addresses // 25, 1, 2)) + rng.normal(0, 15, (addresses // 25, 10, 2))
    towers = np.repeat(rng.uniform(0, side, (addresses // 500, 1, 2)), 50, axis=1)
    together = np.concatenate([alone, blocks.reshape(-1, 2), towers.reshape(-1, 2)])
    return rng.permutation(np.round(together, 1))


def by_the_peer(xy: Floats) -> NDArray[np.int64]:
    """The peer's groups: one process, as ours."""
    from sklearn.cluster import DBSCAN

    labels: NDArray[np.int64] = DBSCAN(eps=REACH_M, min_samples=FEWEST, n_jobs=1).fit_predict(xy)
    return labels


def compare(addresses: int) -> None:
    """Measure one size. Raises AssertionError where one address is grouped otherwise."""
    xy = city(addresses, seed=1)
    ours, theirs = [], []
    for _ in range(RUNS):
        before = process_time()
        found = group_addresses(xy)
        between = process_time()
        known = by_the_peer(xy)
        ours.append(between - before)
        theirs.append(process_time() - between)
        if not np.array_equal(found, known):
            raise AssertionError(f"{int((found != known).sum())} addresses are grouped otherwise than by scikit-learn")
    keep(f"missed blocks of {addresses:,} addresses", "scikit-learn", ours, theirs, "CPU s")


def bless() -> None:
    """Write the peer's groups of a small town, for the tests, which do without the peer."""
    xy = city(400, seed=7) * 1.4
    GOLDEN.parent.mkdir(exist_ok=True)
    kept = {"reach_m": REACH_M, "fewest": FEWEST, "xy": xy.tolist(), "labels": by_the_peer(xy).tolist()}
    GOLDEN.write_text(json.dumps(kept) + "\n", encoding="utf-8")


def main() -> None:
    """The size of the promise."""
    compare(300_000)


if __name__ == "__main__":
    bless() if sys.argv[1:] == ["golden"] else main()
