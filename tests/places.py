"""Places that the tests stand on."""

import os
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import Polygon

ROOT = Path(__file__).resolve().parent.parent


def real_data() -> Path:
    """The folder of published open data of three cities; the test is skipped where it is missing."""
    folder = Path(os.environ.get("XUNGE_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the open data of Boston, Baltimore and Taipei is not here (XUNGE_REAL_DATA)")
    return folder


def jittered_tiles(side: int, seed: int, west: float = 113.6, south: float = 33.4) -> list[Polygon]:
    """A partition into side × side crooked quadrilaterals, 0.01 degrees each, sharing their corners."""
    rng = np.random.default_rng(seed)
    corners = np.stack(np.meshgrid(np.arange(side + 1.0), np.arange(side + 1.0)), axis=-1)
    corners += rng.uniform(-0.3, 0.3, corners.shape)
    corners = corners * 0.01 + (west, south)
    return [
        shapely.Polygon([corners[r, c], corners[r, c + 1], corners[r + 1, c + 1], corners[r + 1, c]])
        for r in range(side)
        for c in range(side)
    ]
