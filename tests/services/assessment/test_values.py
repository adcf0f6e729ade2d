"""Evidence as rules see it: counted, in any order, in any pieces."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.said import Said, Words, from_data, plain, said
from services.assessment.values import Effect, EvidenceRef, Ratio, Tally, gathered

pieces = st.builds(
    lambda refs, repeat, source: Tally(len(refs), tuple(refs), repeat, source),
    st.lists(st.integers(1, 50), max_size=5), st.integers(1, 3), st.sampled_from(["", "media"]),
)  # fmt: skip


@given(st.lists(pieces, max_size=8).flatmap(lambda many: st.tuples(st.just(many), st.permutations(many))))
def test_the_order_of_tallies_is_gone_once_they_are_gathered(both: tuple[list[Tally], list[Tally]]) -> None:
    assert gathered(both[0]) == gathered(both[1])


@given(st.lists(pieces, max_size=6), st.data())
def test_a_tally_in_two_pieces_is_the_same_evidence(many: list[Tally], data: st.DataObject) -> None:
    split: list[Tally] = []
    for one in many:
        cut = data.draw(st.integers(0, one.count))
        for refs in (one.refs[:cut], one.refs[cut:]):
            split.append(Tally(len(refs), refs, one.repeat, one.source))
    assert gathered(split) == gathered(many)


def test_what_has_no_rows_of_its_own_stays_apart_from_what_has() -> None:
    assert gathered([Tally(2), Tally(1, (7,)), Tally(3), Tally(0)]) == (Tally(1, (7,)), Tally(5))


def test_evidence_that_was_counted_elsewhere_is_taken_out_however_often_it_stands_there() -> None:
    # One form with two faults, another with one: without the first form one fault is left.
    assert Tally(3, (7, 7, 9)).without({7}) == Tally(1, (9,))
    assert Tally(3).without({7}) == Tally(3)


@pytest.mark.parametrize("made", [lambda: Tally(-1), lambda: Tally(1, repeat=0), lambda: Tally(2, (1,))])
def test_no_tally_counts_below_nothing_or_has_other_refs_than_it_counts(made: object) -> None:
    with pytest.raises(ValueError, match="tally"):
        made()  # type: ignore[operator]


@pytest.mark.parametrize("figures", [(-1, 4, 0), (1, 4, 5), (1, 4, -1)])
def test_no_ratio_has_more_deferred_than_there_are(figures: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no ratio"):
        Ratio(*figures)


def test_an_effect_names_each_thing_that_it_rests_on_once() -> None:
    effect = Effect("deduct_per", Decimal(-2), said("%(all)s", all=""), "form", (7, 7, 9))
    assert effect.evidence == (EvidenceRef("form", 7), EvidenceRef("form", 9))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("1.20"), "1.2"),
        (Decimal("1E+1"), "10"),
        (Decimal("-0.0"), "0"),
        (100, "100"),
        (Decimal("-0.70"), "-0.7"),
    ],
)
def test_a_number_is_written_as_people_write_it(number: int | Decimal, text: str) -> None:
    assert plain(number) == text


def test_a_sentence_comes_back_from_what_was_kept_of_it() -> None:
    one = said(
        "%(name)s: %(count)d",
        name=Words("乱堆", "heaps"),
        count=3,
        more=said("%(all)s", all=""),
        points=Decimal("0.10"),
    )
    assert from_data(one.as_data()) == one
    assert one.render("en") == "heaps: 3"
    assert one.render("zh") == "乱堆: 3"


def test_a_name_in_one_language_stands_for_both() -> None:
    assert (Words("乱堆").render("en"), Words("", "heaps").render("zh")) == ("乱堆", "heaps")


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert Said("100 %").render("en") == "100 %"
