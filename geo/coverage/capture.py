"""How many addresses neither of two independent lists holds."""

from dataclasses import dataclass
from decimal import Decimal
from math import inf

from scipy.stats import beta


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many addresses there are, and what that leaves outside both lists.

    `low` and `high` hold the number with the confidence asked for; `high` is infinite where no address is on both
    lists. `sd` is the standard deviation of `total`.
    """

    total: float
    sd: float
    low: float
    high: float
    on_either: int

    @property
    def on_neither(self) -> float:
        """How many addresses are likely on no list; never below 0."""
        return max(self.total - self.on_either, 0.0)


def estimate_total(first: int, second: int, both: int, confidence: Decimal = Decimal("0.95")) -> Estimate:
    """Chapman's estimate of how many addresses there are, from two lists and how many are on both.

    (first + 1) (second + 1) / (both + 1) - 1, nearly unbiased (Chapman 1951), with Seber's variance (1970). The
    interval is that of the share of the second list that the first one holds (Clopper and Pearson, two-sided): where
    all match, it still says what a list of that length can't rule out. It is never below what the two lists hold.

    It assumes that the second list was made without sight of the first, that any address was as likely to get on it
    whether or not it is on the first, that none came or went in between, and that matching made no mistakes. Lists
    that miss the same addresses make the estimate too low: then it is a least number, no more.
    Raises ValueError where the numbers contradict each other.
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} on both lists of {first} and {second} can't be")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    total = (first + 1) * (second + 1) / (both + 1) - 1
    spread = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    least, most = _share(both, second, float(confidence))
    on_either = first + second - both
    low = max(first / most, on_either) if most else float(on_either)
    return Estimate(total, spread**0.5, low, max(first / least, low) if least else inf, on_either)


def _share(hits: int, tried: int, confidence: float) -> tuple[float, float]:
    """The exact interval of a share."""
    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, hits, tried - hits + 1)) if hits else 0.0
    high = float(beta.ppf(1 - tail, hits + 1, tried - hits)) if hits < tried else 1.0
    return low, high
