"""Ratios of whole numbers, rounded without a float between."""

import numpy as np
from numpy.typing import NDArray


def rounded_ratio(
    numerator: NDArray[np.int64], denominator: NDArray[np.int64], scale: int, decimals: int, *, down: bool = False
) -> NDArray[np.int64]:
    """Scale × numerator / denominator in units of the last decimal; 0 where the denominator is.

    A half goes to the even neighbour, as GB/T 8170-2008, clause 3.2, has it; or all that is left falls away.
    """
    below = np.where(denominator == 0, 1, denominator)
    whole, rest = np.divmod(numerator * (scale * 10**decimals), below)
    up = ((2 * rest > below) | ((2 * rest == below) & (whole % 2 == 1))) & (not down)
    return np.where(denominator == 0, 0, whole + up)
