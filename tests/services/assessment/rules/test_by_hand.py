"""Each primitive by hand: the arithmetic stands in the comment, the sentence beside the points."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from services.assessment.rules import AnyRule
from services.assessment.rules.base import Room, Rule
from services.assessment.rules.item import score_item
from services.assessment.said import Words
from services.assessment.values import Effect, Evidence, Mark, Ratio, Standing, Tally

D = Decimal
RULE: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule(kind: str, **parameters: Any) -> Rule:
    return RULE.validate_python(
        {"rule": kind, "evidence": "a", "what": {"zh": "某事", "en": "something"}, **parameters}
    )


def steps(one: Rule, found: Evidence, score: str = "10") -> list[tuple[Any, str]]:
    effects: list[Effect] = one.apply(found, Room(D(score), D(0), D(10)))
    return [(effect.points, effect.arithmetic.render("en")) for effect in effects]


def tallies(*many: Tally) -> Evidence:
    return Evidence("matter", many)


def ratio(numerator: int, denominator: int, deferred: int = 0) -> Evidence:
    return Evidence("matter", ratio=Ratio(numerator, denominator, deferred))


def marks(*points: str, by: str = "Li", refs: tuple[int, ...] = (1,)) -> Evidence:
    return Evidence("form", marks=tuple(Mark(D(p), "as the form says", by, refs) for p in points))


def test_a_rule_stops_at_its_own_most() -> None:
    # 7 × 0.5 = 3.5, of which 2 count: 1.5 goes back.
    one = rule("deduct_per", each=D("0.5"), at_most=2)
    assert steps(one, tallies(Tally(7))) == [
        (D("-3.5"), "something: 7 × 0.5 = 3.5 off"),
        (D("1.5"), "something takes off 2 at most: 1.5 given back"),
    ]


def test_deferred_ones_are_counted_where_the_rubric_says_so() -> None:
    found = tallies(Tally(2), Tally(3, deferred=True))
    assert steps(rule("deduct_per", each=1), found)[0][0] == -2
    assert steps(rule("deduct_per", each=1, deferred="counted"), found)[0][0] == -5
    # 3 deferred, 1 of them free: 2 × 0.5.
    assert steps(rule("deferral", free=1, each=D("0.5")), found)[0][0] == -1
    assert steps(rule("deferral"), found) == [(0, "something: 3 deferred, counted apart")]


def test_repeats_and_sources_are_lines_of_their_own() -> None:
    # Up to the second time 0.2, then 0.5; media twice that: 4 × 0.2 = 0.8, 1 × 0.2 × 2 = 0.4, 2 × 0.5 = 1.
    one = rule("escalate", steps=[{"from": 1, "each": D("0.2")}, {"from": 3, "each": D("0.5")}], sources={"media": 2})
    found = tallies(Tally(3), Tally(1, repeat=2), Tally(1, source="media"), Tally(2, repeat=5))
    assert [points for points, _ in steps(one, found)] == [D("-0.8"), D("-0.4"), -1]


@pytest.mark.parametrize(("parts", "off"), [("proportion", "3.75"), ("begun", "4"), ("whole", "3")])
def test_parts_of_a_percentage_point(parts: str, off: str) -> None:
    # 53 of 80 is 66.25 %: 3.75 points below 70 %.
    one = rule("ratio_to_target", target=70, points=50, per_point=1, parts=parts)
    assert sum(points for points, _ in steps(one, ratio(53, 80))) == 50 - D(off)


def test_below_its_target_a_share_takes_no_more_than_there_is() -> None:
    # 10 % is 60 points below 70 %, at 1 each: 60 off, of which 10 go back so that 50 − 50 is left.
    one = rule("ratio_to_target", target=70, points=50, per_point=1)
    assert [points for points, _ in steps(one, ratio(1, 10))] == [50, -60, 10]


def test_a_share_is_taken_without_what_is_deferred_or_with_it() -> None:
    # 36 of 40 with 4 deferred: 36/36 or 36/40, of 10 points.
    assert steps(rule("ratio_linear", points=10), ratio(36, 40, 4)) == [
        (10, "something: 36 of 36 (40 without 4 deferred) × 10 = 10")
    ]
    assert steps(rule("ratio_linear", points=10, deferred="counted"), ratio(36, 40, 4))[0][0] == 9
    assert steps(rule("ratio_linear", points=10, way="lose"), ratio(36, 40))[0][0] == -1


def test_more_than_the_whole_earns_no_more() -> None:
    assert [points for points, _ in steps(rule("ratio_linear", points=10), ratio(5, 4))] == [D("12.5"), D("-2.5")]


@pytest.mark.parametrize(("part", "expected"), [(89, -1), (90, 0), (79, -5), (80, -1), (100, 0)])
def test_a_band_holds_its_lower_end_and_not_its_upper(part: int, expected: int) -> None:
    one = rule("bands", bands=[{"from": 90, "points": 0}, {"from": 80, "below": 90, "points": -1},
                               {"below": 80, "points": -5}])  # fmt: skip
    assert [points for points, _ in steps(one, ratio(part, 100))] == [expected]


def test_bands_of_a_count_read_how_many() -> None:
    one = rule("bands", of="count", bands=[{"below": 1, "points": 5}, {"from": 1, "points": 2}])
    assert [steps(one, tallies(Tally(n)))[0][0] for n in (0, 1, 9)] == [5, 2, 2]


def test_an_act_that_is_missing_costs_and_one_too_many_earns_nothing() -> None:
    one = rule("missing_act", required=3, each=5)
    assert steps(one, tallies(Tally(1))) == [(-10, "something: 3 required, 1 done, 2 missing × 5 = 10 off")]
    assert steps(one, tallies(Tally(4))) == []


def test_an_event_takes_what_is_left() -> None:
    assert steps(rule("zero_item_on"), tallies(Tally(2)), "6.5") == [
        (D("-6.5"), "something, 2 in number: the item is emptied, 6.5 off")
    ]
    assert steps(rule("zero_item_on"), tallies(), "6.5") == []


def test_nothing_of_the_kind_is_full_marks() -> None:
    assert steps(rule("full_if", none=True), tallies(), "7") == [(3, "something: none: full marks, 3 given")]
    assert steps(rule("full_if", none=True), tallies(Tally(1)), "7") == []
    assert steps(rule("full_if", count_at_least=2), tallies(Tally(2)), "7")[0][0] == 3
    assert steps(rule("full_if", share_at_least=95), ratio(94, 100), "7") == []


@pytest.mark.parametrize(
    ("how", "expected"),
    # 0, 70, 72, 74, 76, 78, 80, 82, 84, 100: 716 / 10; without a tenth at each end 616 / 8 = 77; (76 + 78) / 2 = 77.
    [("mean", "71.6"), ("trimmed_mean", "77"), ("median", "77"), ("sum", "716")],
)
def test_several_marks_become_one_number(how: str, expected: str) -> None:
    one = rule("manual", most=100, aggregation=how)
    found = marks("74", "0", "70", "100", "72", "76", "84", "78", "82", "80")
    assert sum(points for points, _ in steps(one, found)) == D(expected)


def test_a_mark_outside_its_limits_is_no_score() -> None:
    with pytest.raises(ValueError, match="11 is not from 0 to 10"):
        steps(rule("manual", most=10), marks("11"))


def test_a_bonus_goes_by_level_and_stops_at_the_cap_of_its_kind() -> None:
    # 1 × 2 + 2 × 4 = 10, of which 6 count. What has no level in the table earns nothing and is said.
    one = rule("bonus", levels={"town": 2, "county": 4}, cap=6)
    found = tallies(Tally(2, level="county"), Tally(1, level="town"), Tally(1, level="street"))
    assert [points for points, _ in steps(one, found)] == [0, 2, 8, -4]


def test_a_bonus_beyond_the_first_leaves_out_the_lowest() -> None:
    # Three occasions, the first not counted: of one town and two county the town goes. 2 × 4 = 8.
    one = rule("bonus", levels={"town": 2, "county": 4}, beyond=1)
    assert [p for p, _ in steps(one, tallies(Tally(2, level="county"), Tally(1, level="town")))] == [8]


def test_a_veto_is_a_stated_cap_and_needs_an_approver_and_evidence() -> None:
    one = rule("veto", caps="item", at=6)
    assert steps(one, marks("0")) == [(-4, "something, approved by Li: 6 at most, 4 off")]
    assert steps(one, marks("0"), "5")[0][0] == 0
    for found in (marks("0", by=""), marks("0", refs=())):
        assert steps(one, found) == [(0, "something: stated without an approver or without evidence, no effect")]


def test_a_veto_of_the_grade_leaves_the_points() -> None:
    one = rule("veto", caps="grade", grade="合格")
    assert steps(one, marks("0")) == [(0, "something, approved by Li: the grade is 合格 at best")]


def test_a_factor_changes_what_the_item_has_come_to() -> None:
    # 8 × 1.1 is 8.8.
    one = rule("factor", factors={"old": D("1.1")})
    assert steps(one, tallies(Tally(1, level="old")), "8")[0][0] == D("0.8")
    assert steps(one, tallies(Tally(1, level="new")), "8") == []


def test_a_denominator_of_zero_leaves_the_item_and_takes_its_points_along() -> None:
    # Two shares of 6 and 4 points; the second has nothing due: 6 × 3/4 = 4.5 of 6, not of 10.
    rules = [rule("ratio_linear", points=6), rule("ratio_linear", points=4, evidence="b")]
    scored = score_item(rules, {"a": ratio(3, 4), "b": ratio(0, 0)}, D(10), D(0), "zero")
    assert (scored.score, scored.maximum) == (D("4.5"), D(6))
    assert score_item(rules, dict.fromkeys("ab", ratio(0, 0)), D(10), D(0), "zero").standing is Standing.NOT_APPLICABLE


@pytest.mark.parametrize("missing", [Standing.NOT_INSPECTED, Standing.REFUSED])
def test_what_is_missing_is_no_zero(missing: Standing) -> None:
    rules = [rule("deduct_per", each=1), rule("deduct_per", each=1, evidence="b")]
    scored = score_item(rules, {"a": tallies(), "b": Evidence(standing=missing)}, D(10), D(0), "maximum")
    assert (scored.standing, scored.effects) == (missing, ())


def test_floors_and_caps_are_steps_of_their_own() -> None:
    # 10 − 12 = −2, given back to 0; emptied items are within their floor before they are emptied.
    rules = [rule("deduct_per", each=1), rule("zero_item_on", evidence="b")]
    scored = score_item(rules, {"a": tallies(Tally(12)), "b": tallies(Tally(1))}, D(10), D(0), "maximum")
    assert [(e.rule, str(e.points)) for e in scored.effects] == [
        ("opening", "10"),
        ("deduct_per", "-12"),
        ("floor", "2"),
    ]


@pytest.mark.parametrize(
    ("kind", "parameters", "fault"),
    [
        ("deduct_per", {"each": 0}, "greater than 0"),
        ("deduct_per", {"each": 0.1}, "written out in decimals"),
        ("deduct_per", {"each": 1, "eahc": 1}, "Extra inputs"),
        ("deduct_per", {"each": D("NaN")}, "finite"),
        ("escalate", {"steps": [{"from": 2, "each": 1}]}, "the first step is from 1"),
        ("bands", {"bands": [{"below": 90, "points": 0}, {"from": 95, "points": 1}]}, "90 to below 95 is in no band"),
        ("bands", {"bands": [{"below": 96, "points": 0}, {"from": 95, "points": 1}]}, "95, and some more, is in two"),
        ("bands", {"bands": [{"below": 95, "points": 0}]}, "95 or more is in no band"),
        ("bands", {"bands": [{"from": 0, "points": 0}]}, "the lowest band has no 'from'"),
        ("bands", {"bands": [{"points": 0}, {"points": 1}]}, "two bands have no 'from'"),
        ("bands", {"bands": [{"below": 5, "points": 0}, {"from": 5, "below": 5, "points": 1}]}, "holds nothing"),
        ("full_if", {"none": True, "count_at_least": 1}, "one of 'none: true'"),
        ("manual", {"least": 5, "most": 5}, "'least' is below 'most'"),
        ("veto", {"caps": "grade", "at": 5}, "a veto of the grade names 'grade'"),
        ("missing_act", {"required": 0, "each": 1}, "greater than or equal to 1"),
    ],
)  # fmt: skip
def test_parameters_are_checked_where_they_are_made(kind: str, parameters: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        rule(kind, **parameters)


def test_a_name_may_be_one_text_for_both_languages() -> None:
    assert RULE.validate_python({"rule": "zero_item_on", "evidence": "a", "what": "安全事故"}).what == Words("安全事故")
