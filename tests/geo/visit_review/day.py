"""A plain day of visits: doors 40 m apart, ten minutes each, nothing to look at."""

from dataclasses import replace
from typing import Any

import numpy as np

from geo.visit_review.visits import Visits


def plain_day(doors: int = 8, **changed: Any) -> Visits:
    """One visitor from door to door; whole columns are changed by name."""
    row = np.arange(doors)
    at = row.astype(float)
    xy = np.column_stack([40 * at, np.zeros(doors)])
    day = Visits(
        address=row, building=row, visitor=np.zeros(doors, int), device=np.zeros(doors, int),
        form=np.zeros(doors, int), sending=row,
        xy=xy, address_xy=xy.copy(), lonlat=np.column_stack([114 + at / 1000, 30 + at / 1000]),
        accuracy_m=np.full(doors, 8.0), visited_s=600 * at, local_hour=9 + at / 6,
        dwell_s=np.full(doors, 300.0), skew_s=np.zeros(doors),
    )  # fmt: skip
    return replace(day, **changed)
