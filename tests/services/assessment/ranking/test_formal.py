"""Formal ranks: worked by hand, and what no order of the list may change."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.ranking.formal import Entrant, Placed, Reason, Rule, Ties, formal_ranks, place

D = Decimal
ALL = Rule(D(20), 0)
THREE = Rule(D(20), 3)
entrants = st.lists(
    st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.integers(0, 9)), st.integers(0, 5)), max_size=12
).map(lambda rows: [Entrant(n, g, None if s is None else D(s), inspections=k) for n, (g, s, k) in enumerate(rows)])


def ranks(*scores: str, ties: Ties = "standard") -> list[int | None]:
    listed = [Entrant(n, "", D(score)) for n, score in enumerate(scores)]
    return [one.rank for one in formal_ranks(listed, Rule(D(20), 0, ties))]


def test_two_that_share_the_second_place_leave_no_third() -> None:
    assert ranks("90", "95.0", "90.00", "80") == [2, 1, 2, 4]
    assert ranks("90", "95.0", "90.00", "80", ties="dense") == [2, 1, 2, 3]


def test_tenths_are_tenths() -> None:
    # In binary 0.1 + 0.2 is more than 0.3.
    assert ranks(str(D("0.1") + D("0.2")), "0.3") == [1, 1]


def test_a_unit_is_ranked_among_its_peers_alone() -> None:
    listed = [Entrant(7, "old", D(60)), Entrant(8, "new", D(90)), Entrant(9, "old", D(70))]
    assert formal_ranks(listed, ALL) == [Placed(7, "old", 2, 2), Placed(8, "new", 1, 1), Placed(9, "old", 1, 2)]


def test_who_has_no_rank_is_told_why_and_takes_no_place() -> None:
    listed = [
        Entrant(1, "", D(99), missing=D(21), inspections=9),
        Entrant(2, "", D(98), missing=D(20), inspections=3),
        Entrant(3, "", D(97), inspections=2),
        Entrant(4, "", None, missing=D(100), inspections=0),
        Entrant(5, "", D(0), inspections=3),
    ]
    found = formal_ranks(listed, THREE)
    assert [(one.rank, one.reason) for one in found] == [
        (None, Reason.MISSING),
        (1, None),
        (None, Reason.FEW_INSPECTIONS),
        (None, Reason.UNSCORED),
        (2, None),
    ]
    assert {one.ranked for one in found} == {2}


def test_ties_are_broken_only_as_far_as_the_rubric_writes_it() -> None:
    listed = [Entrant(n, "", D(90), breakers=(D(a), D(b))) for n, (a, b) in enumerate([(3, 1), (3, 2), (4, 0), (3, 2)])]
    assert [one.rank for one in formal_ranks(listed, ALL)] == [4, 2, 1, 2]


@pytest.mark.parametrize(
    "listed",
    [
        [Entrant(1, "", 90.5)],  # type: ignore[arg-type]
        [Entrant(1, "", D("NaN"))],
        [Entrant(1, "", D(1), missing=D("100.1"))],
        [Entrant(1, "", D(1)), Entrant(1, "", D(2))],
        [Entrant(1, "", D(1)), Entrant(2, "", D(2), breakers=(D(1),))],
    ],
)
def test_what_can_not_be_ranked_is_refused(listed: list[Entrant]) -> None:
    with pytest.raises(ValueError, match=r"finite decimals|percentage|twice|tie-breakers"):
        formal_ranks(listed, ALL)


@given(entrants, st.randoms())
def test_the_order_of_the_list_changes_no_rank(listed: list[Entrant], random: object) -> None:
    shuffled = sorted(listed, key=lambda _: random.random())  # type: ignore[attr-defined]
    by_unit = {one.unit: one for one in formal_ranks(shuffled, THREE)}
    assert [by_unit[one.unit] for one in listed] == formal_ranks(listed, THREE)


@given(entrants)
def test_a_rank_is_one_more_than_those_ahead(listed: list[Entrant]) -> None:
    found = formal_ranks(listed, THREE)
    score = {one.unit: one.score for one in listed}
    ranked = [one for one in found if one.rank is not None]
    for one in ranked:
        ahead = [o for o in ranked if o.group == one.group and score[o.unit] > score[one.unit]]  # type: ignore[operator]
        assert one.rank == 1 + len(ahead)


@given(st.lists(st.integers(0, 5)))
def test_a_dense_place_is_one_more_than_the_scores_ahead(keys: list[int]) -> None:
    for key, at in zip(keys, place(keys, "dense"), strict=True):
        assert at == 1 + len({other for other in keys if other > key})
