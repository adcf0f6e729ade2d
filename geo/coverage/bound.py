"""How much of a register is proven to be covered by checking a part of it."""

from decimal import Decimal
from fractions import Fraction
from math import comb
from typing import Literal

from scipy.special import bdtr

Draw = Literal["simple", "spread"]


def covered_at_least(register: int, sample: int, missed: int, confidence: Decimal, draw: Draw = "simple") -> int:
    """How many of a register's addresses are covered, at least, with this confidence (one-sided).

    `sample` of them were checked and `missed` of these were not covered. More misses than the greatest number M of
    which chance would still have shown so few are ruled out: P(X <= missed | M) > 1 - confidence.

    A simple draw follows the hypergeometric law, worked out in whole numbers. A spread draw (geo.coverage.spread)
    takes few neighbours, so where the missed lie far apart it may find fewer of them than that law has it, never less
    than by independent draws as far as no miss at all goes: P(0) <= (1 - sample / register)^M for every layout
    (Chekuri, Vondrák, Zenklusen, FOCS 2010, theorem II.1, holds for every choice of pairs). So its bound is the
    binomial law's, slightly lower.
    Raises ValueError where the numbers contradict each other or the confidence is none.
    """
    _check(register, sample, missed, confidence)
    low, high = missed, register - sample + missed
    while low < high:
        tried = (low + high + 1) // 2
        if _ruled_out(register, sample, missed, tried, confidence, draw):
            high = tried - 1
        else:
            low = tried
    return register - low


def sample_size(
    register: int, tolerance: Decimal, confidence: Decimal, allowed: int = 0, draw: Draw = "simple"
) -> int | None:
    """How many addresses to check so that `allowed` misses among them still prove that at most `tolerance` are missed.

    None where no sample can: as many misses as allowed are already more than tolerated.
    """
    most = int(register * tolerance)
    _check(register, register, min(allowed, register), confidence)
    if not 0 <= tolerance < 1:
        raise ValueError(f"a tolerated share is 0 or more and below 1, not {tolerance}")
    if allowed > most:
        return None
    low, high = min(allowed + 1, register), register
    while low < high:
        tried = (low + high) // 2
        impossible = most + 1 > register - tried + allowed
        if impossible or _ruled_out(register, tried, allowed, most + 1, confidence, draw):
            high = tried
        else:
            low = tried + 1
    return low


def chance_of_at_most(register: int, sample: int, missed: int, truly: int) -> Fraction:
    """The chance that a simple draw of `sample` finds `missed` or fewer of the `truly` missed of a register."""
    return Fraction(_ways(register, sample, missed, truly), comb(register, sample))


def _ruled_out(register: int, sample: int, missed: int, truly: int, confidence: Decimal, draw: Draw) -> bool:
    doubt = 1 - Fraction(confidence)
    if draw == "spread":
        return bool(bdtr(missed, truly, sample / register) <= float(doubt))
    return _ways(register, sample, missed, truly) * doubt.denominator <= doubt.numerator * comb(register, sample)


def _ways(register: int, sample: int, missed: int, truly: int) -> int:
    """In how many samples at most so many of the truly missed lie.

    Each term from the one before: C(M, i + 1) C(N - M, n - i - 1) over C(M, i) C(N - M, n - i).
    """
    first = max(0, sample - (register - truly))
    last = min(missed, truly, sample)
    if first > last:
        return 0
    term = comb(truly, first) * comb(register - truly, sample - first)
    total = term
    for i in range(first, last):
        term = term * (truly - i) * (sample - i) // ((i + 1) * (register - truly - sample + i + 1))
        total += term
    return total


def _check(register: int, sample: int, missed: int, confidence: Decimal) -> None:
    if not 0 <= missed <= sample <= register:
        raise ValueError(f"{missed} missed of {sample} checked of {register} registered can't be")
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
