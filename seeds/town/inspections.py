"""A year of cross inspections as a table: each grid scored twice a quarter, by people of other communities."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from seeds.town.people import inspectors
from seeds.town.stories import LENIENT, LENIENT_BIAS, STRICT, STRICT_BIAS
from seeds.town.zones import Zone

QUARTERS, DAYS = 4, 91
EACH_QUARTER = 2
HEADER = ("编号", "督查员", "网格编码", "日期", "得分")


def inspections(seed: int, today: date, grids: Sequence[Zone]) -> list[tuple[object, ...]]:
    """Rows in the order of HEADER. A score is the grid's quality, the inspector's strictness, and chance."""
    rng = np.random.default_rng(seed + 1)
    people = inspectors()
    bias = dict(zip(people, rng.normal(0, 1.0, len(people)), strict=True)) | {
        STRICT: STRICT_BIAS,
        LENIENT: LENIENT_BIAS,
    }
    quality = rng.normal(84, 3.5, len(grids))
    rows: list[tuple[object, ...]] = []
    for quarter in range(QUARTERS):
        first = today - timedelta(days=DAYS * (QUARTERS - quarter))
        for g in rng.permutation(len(grids)):
            strangers = [p for p in people if p[2:5] != grids[g].code[9:12]]
            for inspector in rng.choice(strangers, EACH_QUARTER, replace=False):
                score = min(100.0, max(0.0, quality[g] + bias[str(inspector)] + rng.normal(0, 1.5)))
                day = first + timedelta(days=int(rng.integers(0, DAYS)))
                rows.append((f"D{len(rows) + 1:05d}", str(inspector), grids[g].code, day.isoformat(), f"{score:.1f}"))
    return rows
