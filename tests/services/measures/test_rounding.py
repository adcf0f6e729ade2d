"""Ratios are rounded as exact fractions are, halves to even."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.measures.rounding import rounded_ratio


def one(numerator: int, denominator: int, scale: int, decimals: int) -> int:
    return int(rounded_ratio(np.array([numerator]), np.array([denominator]), scale, decimals)[0])


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    # 12.5 → 12 and 37.5 → 38: both halves to the even one. 66.67 → 67.
    [(1, 8, 12), (3, 8, 38), (2, 3, 67), (0, 5, 0), (5, 0, 0)],
)
def test_halves_go_to_even(numerator: int, denominator: int, expected: int) -> None:
    assert one(numerator, denominator, 100, 0) == expected


@given(st.integers(0, 10**7), st.integers(1, 10**8), st.sampled_from([1, 100, 10**6]), st.integers(0, 3))
def test_no_float_stands_between(numerator: int, denominator: int, scale: int, decimals: int) -> None:
    exact = Fraction(numerator * scale, denominator)
    expected = round(exact * 10**decimals)
    assert one(numerator, denominator, scale, decimals) == expected


def test_a_decimal_says_the_same() -> None:
    # 100 × 41 / 8 = 512.5
    assert one(41, 8, 100, 0) == int(Decimal("512.5").quantize(Decimal(1), ROUND_HALF_EVEN))
