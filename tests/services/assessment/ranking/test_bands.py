"""Classes of a score: every score is in exactly one, and who is tied is never parted."""

from decimal import Decimal
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.assessment.ranking.bands import Band, Fault, Quota, bands_of, partition_faults, quota_classes

D = Decimal
Ties = Literal["better", "worse"]
FIVE = [
    Band("E", D(0), D(60)),
    Band("D", D(60), D(70)),
    Band("C", D(70), D(80)),
    Band("B", D(80), D(90)),
    Band("A", D(90), D(100)),
]
THIRDS = [Quota("A", D("0.2")), Quota("B", D("0.3")), Quota("C", D("0.5"))]
tenths = st.integers(0, 40).map(lambda n: D(n) / 10)


def faults(*bands: tuple[str, int, int]) -> list[tuple[Fault, str]]:
    given_bands = [Band(name, D(low), D(high)) for name, low, high in bands]
    return [(one.fault, one.band) for one in partition_faults(given_bands, D(0), D(100))]


def test_a_rim_belongs_to_the_band_above_and_the_highest_score_to_the_top() -> None:
    bands = bands_of(FIVE[::-1], D(0), D(100))
    said = [bands.of(D(score)).name for score in ("0", "59.99", "60", "89.999", "90", "100")]
    assert said == ["E", "E", "D", "B", "A", "A"]
    with pytest.raises(ValueError, match="beyond"):
        bands.of(D("100.01"))


def test_the_hole_of_a_deployed_system_is_found() -> None:
    # A above 90, B up to 90 and not 90 itself: written as whole numbers, 90 to 91 belongs to nobody.
    assert faults(("B", 0, 90), ("A", 91, 100)) == [(Fault.HOLE, "B")]


def test_every_fault_is_told() -> None:
    assert faults() == [(Fault.HOLE, "")]
    assert faults(("B", 0, 80), ("A", 70, 100)) == [(Fault.OVERLAP, "B")]
    assert faults(("B", 10, 80), ("A", 80, 90)) == [(Fault.BELOW, "B"), (Fault.ABOVE, "A")]
    assert faults(("C", 0, 80), ("B", 80, 80), ("A", 80, 100)) == [(Fault.EMPTY, "B")]
    assert faults(("B", 0, 100), ("A", 100, 100)) == []
    assert [(b.low, b.high) for b in partition_faults([FIVE[0], *FIVE[2:]], D(0), D(100))] == [(D(60), D(70))]


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=4))
def test_bands_without_fault_hold_every_score_once_and_others_do_not(rims: list[tuple[D, D]]) -> None:
    low, high = min(a for a, _ in rims), max(b for _, b in rims)
    assume(low < high)
    bands = [Band(str(n), a, b) for n, (a, b) in enumerate(rims)]
    top = max(bands, key=lambda b: (b.low, b.high))
    scores = [low + (high - low) * n / 1600 for n in range(1601)]
    holders = [[b for b in bands if b.low <= s < b.high or (b is top and s == b.high)] for s in scores]
    empty = any(b.low > b.high or (b.low == b.high and b is not top) for b in bands)
    partition = all(len(h) == 1 for h in holders) and not empty
    assert (not partition_faults(bands, low, high)) == partition
    if partition:
        assert [bands_of(bands, low, high).of(s) for s in scores] == [h[0] for h in holders]


def test_quotas_by_hand() -> None:
    # Ten places: the first two are A, three more are B.
    assert "".join(quota_classes([D(s) for s in range(10, 0, -1)], THIRDS, "better")) == "AABBBCCCCC"
    # The second and third are tied: both A, or both B, and then a third B is the fifth.
    tied = [D(s) for s in (10, 9, 9, 7, 6, 5, 4, 3, 2, 1)]
    assert "".join(quota_classes(tied, THIRDS, "better")) == "AAABBCCCCC"
    assert "".join(quota_classes(tied, THIRDS, "worse")) == "ABBBBCCCCC"
    # A fifth of four is no whole place.
    assert "".join(quota_classes([D(4), D(3), D(2), D(1)], THIRDS, "better")) == "BBCC"
    assert quota_classes([], THIRDS, "better") == []


@pytest.mark.parametrize("shares", [("0.5", "0.4"), ("1.2", "-0.2"), ("1", "0"), ()])
def test_quotas_that_are_no_whole_are_refused(shares: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        quota_classes([D(1)], [Quota(share, D(share)) for share in shares], "better")


@given(st.lists(st.integers(0, 20), max_size=30), st.sampled_from(["better", "worse"]))
def test_a_class_by_quota_never_parts_equals_nor_turns_the_order_round(scores: list[int], ties: Ties) -> None:
    classes = quota_classes([D(s) for s in scores], THIRDS, ties)
    ranked = sorted(zip(scores, classes, strict=True), reverse=True)
    assert all(b >= a if s > t else b == a for (s, a), (t, b) in pairwise(ranked))
    if ties == "worse":
        assert classes.count("A") <= 0.2 * len(scores)
        assert classes.count("A") + classes.count("B") <= 0.5 * len(scores)
