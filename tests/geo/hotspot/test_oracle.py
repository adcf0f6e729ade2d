"""Our z against the Gi* of an independent implementation, as `python -m bench.hotspots golden` wrote it down."""

import json

import numpy as np

from bench.hotspots import GOLDEN, GOLDEN_SIDE, largest_difference, map_of


def test_with_even_effort_z_is_a_known_multiple_of_gi_star() -> None:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))
    _, counts, beside = map_of(GOLDEN_SIDE, seed=7)
    assert counts.tolist() == kept["counts"]
    assert largest_difference(counts, beside, np.array(kept["gi_star"])) < 1e-8
