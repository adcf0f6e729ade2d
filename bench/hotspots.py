"""The hotspot map against esda's G_Local on the same data: ten times the permutations, and one bar for the whole map.

Both start from arrays: counts, and who is beside whom. Ours judges (O - E) / sqrt(E) against the map's maximum in
9,999 maps; esda draws 999 conditional permutations a unit of Gi*. Before it is timed, our z is held against esda's
analytical Gi*, of which it is a known multiple where effort is even. `python -m bench.hotspots golden` keeps such an
answer for the tests.
"""

import json
import sys
import warnings
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from bench.record import keep
from geo.hotspot.neighbour import Neighbours, from_pairs
from geo.hotspot.permutation import judge_map

RUNS = 3
GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "geo" / "hotspot" / "golden" / "gi_star.json"
GOLDEN_SIDE = 7
Ints = NDArray[np.int64]


def map_of(side: int, seed: int) -> tuple[Ints, Ints, Neighbours]:
    """A square map with eight neighbours: its pairs, counts, and neighbours as ours."""
    at = np.arange(side * side).reshape(side, side)
    steps = [(at[:, :-1], at[:, 1:]), (at[:-1], at[1:]), (at[:-1, :-1], at[1:, 1:]), (at[:-1, 1:], at[1:, :-1])]
    pairs = np.concatenate([np.column_stack([a.ravel(), b.ravel()]) for a, b in steps])
    counts = np.random.default_rng(seed).poisson(2.0, side * side)
    return pairs, counts, from_pairs(side * side, pairs)


def by_us(counts: Ints, beside: Neighbours, seed: int) -> NDArray[np.float64]:
    """Our p of each unit."""
    return judge_map(counts, np.ones(len(counts)), beside, seed=seed).p


def by_esda(counts: Ints, graph: object, permutations: int) -> object:
    """The peer's answer: one process, as ours."""
    import esda

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return esda.G_Local(counts.astype(float), graph, star=True, transform="B", permutations=permutations, n_jobs=1)


def graph_of(pairs: Ints, units: int) -> object:
    """The peer's own graph of the same neighbours."""
    from libpysal.graph import Graph

    both = np.concatenate([pairs, pairs[:, ::-1], np.column_stack([np.arange(units)] * 2)])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    return Graph.from_arrays(both[:, 0], both[:, 1], np.ones(len(both)))


def largest_difference(counts: Ints, beside: Neighbours, gi: NDArray[np.float64]) -> float:
    """How far our z differs from that of Gi*, unit by unit.

    With even effort Gi* = (O - E) / (s √((n m - m²) / (n - 1))) and z = (O - E) / √E, m the units of a neighbourhood.
    """
    n, m = len(counts), beside.around(np.ones(len(counts)))
    expected = counts.mean() * m
    z = gi * counts.std() * np.sqrt((n * m - m**2) / (n - 1)) / np.sqrt(expected)
    return float(np.abs(judge_map(counts, np.ones(n), beside, permutations=1).z - z).max())


def compare(side: int) -> None:
    """Measure one size. Raises AssertionError where the peer's analytical statistic is another."""
    pairs, counts, beside = map_of(side, seed=1)
    graph = graph_of(pairs, len(counts))
    apart = largest_difference(counts, beside, np.asarray(by_esda(counts, graph, 0).Zs))  # type: ignore[attr-defined]
    if apart > 1e-8:
        raise AssertionError(f"esda's Gi* differs by {apart}")
    ours, theirs = [], []
    for run in range(RUNS):
        before = process_time()
        by_us(counts, beside, run)
        between = process_time()
        by_esda(counts, graph, 999)
        ours.append(between - before)
        theirs.append(process_time() - between)
    keep(f"hotspots of {side * side:,} units, 9,999 maps to 999", "esda", ours, theirs, "CPU s")


def bless() -> None:
    """Write the peer's analytical Gi* of a small map, for the tests, which do without the peer."""
    pairs, counts, _ = map_of(GOLDEN_SIDE, seed=7)
    found = by_esda(counts, graph_of(pairs, len(counts)), 0)
    GOLDEN.parent.mkdir(exist_ok=True)
    kept = {"counts": counts.tolist(), "gi_star": [float(z) for z in found.Zs]}  # type: ignore[attr-defined]
    GOLDEN.write_text(json.dumps(kept) + "\n", encoding="utf-8")


def main() -> None:
    """The size of the promise."""
    compare(100)


if __name__ == "__main__":
    bless() if sys.argv[1:] == ["golden"] else main()
