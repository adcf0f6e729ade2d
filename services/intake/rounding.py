"""Places that a file gives with few decimals: they may lie metres beside where the thing is."""

from math import cos, hypot, radians

import numpy as np

from services.intake.report import Finding, Report
from services.intake.rows import MANY, Floats, Good
from services.messages import message

COARSE = (1, 2, 3, 4)
"""So many decimals of a degree are too few near a border; a fifth one is a metre."""
METRES_A_DEGREE = 111_195.0
LEAST_SHARE, MOSTLY = 0.01, 0.9
# What is left of a number in binary after its last decimal.
DUST = 1e-9


def say_rounded(good: Good, report: Report) -> Good:
    """Tell how many rows are rounded, and give those of unknown accuracy the one that rounding leaves.

    A few numbers with few decimals are chance; told from one row in a hundred on.
    """
    finest = _few_decimals(good, COARSE[-1])
    count = int(finest.sum())
    if count < max(MANY, LEAST_SHARE * len(good.refs)):
        return good
    decimals = next(d for d in COARSE if _few_decimals(good, d).sum() >= MOSTLY * count)
    step_m = METRES_A_DEGREE / 10**decimals
    lat = float(np.median(good.lat[finest]))
    off_m = hypot(step_m / 2, step_m / 2 * cos(radians(lat)))
    text = message(
        "The places of %(count)d rows (%(share).0f %%) are rounded to %(decimals)d decimals, steps of about "
        "%(step).0f m. They count as accurate to %(off).0f m: nearer to a border than that, their grid is doubtful.",
        count=count, share=100 * count / len(good.refs), decimals=decimals, step=step_m, off=off_m,
    )  # fmt: skip
    report.findings.append(Finding("rounded", text, False))
    unknown = finest & np.isnan(good.accuracy_m)
    return good.with_accuracy(np.where(unknown, round(off_m, 1), good.accuracy_m))


def _few_decimals(good: Good, decimals: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    def few(degrees: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        kept: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.abs(degrees - np.round(degrees, decimals)) < DUST
        return kept

    return few(good.lon) & few(good.lat)
