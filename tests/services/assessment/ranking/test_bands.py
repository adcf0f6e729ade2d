"""Classes of a score: every score is in exactly one, and who is tied is never parted."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.ranking.bands import Tied, band_classes, cut_by_bands, cut_by_quota, quota_classes
from services.assessment.ranking.formal import place

D = Decimal
THIRDS = [D(20), D(30), D(50)]
scored = st.lists(st.integers(0, 40).map(lambda tenths: D(tenths) / 10), max_size=30)
tied_ways = st.sampled_from(["better", "worse"])


@dataclass(frozen=True)
class Ends:
    low: Decimal | None
    high: Decimal | None


BANDS = [Ends(D(90), None), Ends(D(80), D(90)), Ends(D(60), D(80)), Ends(None, D(60))]


def test_a_rim_belongs_to_the_band_above() -> None:
    scores = [D(s) for s in ("100", "90", "89.99", "80", "60", "59.99", "0", "105")]
    assert band_classes(scores, BANDS) == [0, 0, 1, 1, 2, 3, 3, 0]
    assert band_classes([D(7)], [Ends(None, None)]) == [0]


def test_a_hole_at_exactly_90_is_no_partition() -> None:
    with pytest.raises(ValueError, match="is in no band"):
        band_classes([D(90)], [Ends(D("90.5"), None), Ends(None, D(90))])
    with pytest.raises(ValueError, match="lowest band"):
        cut_by_bands([])


@given(scored, st.sets(st.integers(1, 39), max_size=4), st.randoms(use_true_random=False))
def test_each_score_is_in_the_one_band_that_holds_it(scores: list[D], tenths: set[int], random: object) -> None:
    rims = [None, *(D(rim) / 10 for rim in sorted(tenths)), None]
    bands = [Ends(low, high) for low, high in pairwise(rims)]
    random.shuffle(bands)  # type: ignore[attr-defined]
    holds = [
        [n for n, b in enumerate(bands) if (b.low is None or s >= b.low) and (b.high is None or s < b.high)]
        for s in scores
    ]
    assert [[band] for band in band_classes(scores, bands)] == holds
    none = np.zeros(len(scores), np.int64)
    assert cut_by_bands(bands)(np.array(scores, float), none, none).tolist() == band_classes(scores, bands)


def test_quotas_by_hand() -> None:
    # Ten places: the first two are the best class, three more the second.
    assert quota_classes([D(s) for s in range(10, 0, -1)], THIRDS, "better") == [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    # The second and third are tied: both in the best class, or both in the second, which has three still.
    tied = [D(s) for s in (10, 9, 9, 7, 6, 5, 4, 3, 2, 1)]
    assert quota_classes(tied, THIRDS, "better") == [0, 0, 0, 1, 1, 2, 2, 2, 2, 2]
    assert quota_classes(tied, THIRDS, "worse") == [0, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    # A fifth of four is no whole place.
    assert quota_classes([D(4), D(3), D(2), D(1)], THIRDS, "better") == [1, 1, 2, 2]
    assert quota_classes([], THIRDS, "better") == []


@pytest.mark.parametrize("shares", [("50", "40"), ("120", "-20"), ("100", "0"), ()])
def test_quotas_that_are_no_whole_are_refused(shares: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="add up to 100"):
        quota_classes([D(1)], [D(share) for share in shares], "better")


@given(scored, tied_ways)
def test_a_class_by_quota_never_parts_equals_nor_turns_the_order_round(scores: list[D], tied: Tied) -> None:
    classes = quota_classes(scores, THIRDS, tied)
    ranked = sorted(zip(scores, classes, strict=True), reverse=True)
    assert all(b >= a if s > t else b == a for (s, a), (t, b) in pairwise(ranked))
    if tied == "worse":
        assert classes.count(0) <= 0.2 * len(scores)
        assert classes.count(0) + classes.count(1) <= 0.5 * len(scores)
    best = np.array(place(scores), np.int64)
    worst = best + np.array([scores.count(score) - 1 for score in scores], np.int64)
    assert cut_by_quota(THIRDS, len(scores), tied)(best.astype(float), best, worst).tolist() == classes
