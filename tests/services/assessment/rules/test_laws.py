"""What holds of any item, whatever its rules and its evidence are."""

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.assessment.rules import (
    Bands,
    Bonus,
    DeductPer,
    Deferral,
    Escalate,
    Factor,
    FullIf,
    Manual,
    MissingAct,
    RatioLinear,
    RatioToTarget,
    Veto,
    ZeroItemOn,
)
from services.assessment.rules.base import Rule
from services.assessment.rules.item import score_item
from services.assessment.said import Words
from services.assessment.values import Evidence, Mark, Ratio, Tally

D = Decimal
WHAT = Words("某事", "something")
points = st.decimals("0.1", "15", places=1)
SOURCES = ["", "media", "leader"]
LEVELS = ["", "town", "county"]


def named(kind: type[Rule], **parameters: st.SearchStrategy[object]) -> st.SearchStrategy[Rule]:
    return st.builds(kind, evidence=st.sampled_from(["a", "b"]), what=st.just(WHAT), **parameters)


def banded(low: Decimal, high: Decimal) -> Rule:
    bands = [{"below": 60, "points": low}, {"from": 60, "points": high}]
    return Bands.model_validate({"evidence": "a", "what": "某率", "bands": bands})


RULES = st.one_of(
    named(DeductPer, each=points, at_most=st.none() | points, deferred=st.sampled_from(["counted", "left_out"])),
    named(Escalate, steps=points.map(lambda p: [{"from": 1, "each": p}, {"from": 3, "each": 2 * p}]),
          sources=st.just({"media": 2})),
    named(RatioLinear, points=points, way=st.sampled_from(["earn", "lose"])),
    named(RatioToTarget, target=st.integers(0, 100), points=points, per_point=points,
          parts=st.sampled_from(["proportion", "begun", "whole"])),
    st.builds(banded, points, points),
    named(MissingAct, required=st.integers(1, 6), each=points),
    named(ZeroItemOn),
    named(FullIf, none=st.just(True)),
    named(Manual, least=st.just(D(-20)), most=st.just(D(20)), aggregation=st.sampled_from(["sum", "mean", "median"])),
    named(Bonus, levels=st.just({"town": D("0.3"), "county": D(4)}), cap=st.none() | points, beyond=st.integers(0, 2)),
    named(Veto, caps=st.just("item"), at=points),
    named(Deferral, free=st.integers(0, 2), each=points),
    named(Factor, factors=st.just({"town": D("1.1"), "county": D("0.9")})),
)  # fmt: skip
TALLIES = st.builds(
    lambda refs, repeat, source, level, late: Tally(len(refs), tuple(refs), repeat, source, level, late),
    st.lists(st.integers(1, 99), max_size=6), st.integers(1, 4), st.sampled_from(SOURCES), st.sampled_from(LEVELS),
    st.booleans(),
)  # fmt: skip
RATIOS = st.builds(lambda n, short, late: Ratio(n, n + short + late, late), *(st.integers(0, 30) for _ in range(3)))
MARKS = st.builds(Mark, st.decimals(-20, 20, places=1), st.just("see form"), st.sampled_from(["", "Li"]),
                  st.just((1,)))  # fmt: skip
EVIDENCE = st.builds(
    Evidence, st.just("matter"), st.lists(TALLIES, max_size=6).map(tuple), RATIOS,
    st.lists(MARKS, max_size=4).map(tuple),
)  # fmt: skip
ITEM = (st.lists(RULES, min_size=1, max_size=5), st.fixed_dictionaries({"a": EVIDENCE, "b": EVIDENCE}))
OPENS = st.sampled_from(["maximum", "zero"])
Found = Mapping[str, Evidence]


@given(*ITEM, OPENS, st.decimals(5, 30, places=1), st.decimals(-5, 5, places=1))
@settings(max_examples=300)
def test_a_score_is_never_below_its_floor_or_above_its_maximum(
    rules: list[Rule], found: Found, opens: str, most: Decimal, floor: Decimal
) -> None:
    scored = score_item(rules, found, most, floor, opens)  # type: ignore[arg-type]
    assert not scored.effects or min(floor, scored.maximum) <= scored.score <= scored.maximum


@given(*ITEM, OPENS, st.data())
@settings(max_examples=300)
def test_order_and_pieces_of_evidence_change_nothing(
    rules: list[Rule], found: Found, opens: str, data: st.DataObject
) -> None:
    other = {name: shuffled_and_split(one, data) for name, one in found.items()}
    first, second = (score_item(rules, f, D(20), D(0), opens) for f in (found, other))  # type: ignore[arg-type]
    assert first == second


def shuffled_and_split(one: Evidence, data: st.DataObject) -> Evidence:
    pieces: list[Tally] = []
    for tally in one.tallies:
        cut = data.draw(st.integers(0, tally.count))
        kind = (tally.repeat, tally.source, tally.level, tally.deferred)
        pieces += [Tally(cut, tally.refs[:cut], *kind), Tally(tally.count - cut, tally.refs[cut:], *kind)]
    marks = data.draw(st.permutations(one.marks))
    return Evidence(one.subject, tuple(data.draw(st.permutations(pieces))), one.ratio, tuple(marks), one.standing)


@given(*ITEM, OPENS)
def test_the_effects_add_up_to_the_score_in_any_order(rules: list[Rule], found: Found, opens: str) -> None:
    """Every effect has at most twelve decimals, so that sums are exact and no order of adding matters."""
    scored = score_item(rules, found, D(20), D(0), opens)  # type: ignore[arg-type]
    assert sum(reversed([e.points for e in scored.effects]), D(0)) == scored.score
    assert all(e.points == e.points.quantize(D("1e-12")) for e in scored.effects)


@given(*ITEM, OPENS)
def test_every_step_and_every_rule_says_itself_in_both_languages(rules: list[Rule], found: Found, opens: str) -> None:
    for effect in score_item(rules, found, D(20), D(0), opens).effects:  # type: ignore[arg-type]
        assert effect.arithmetic.render("zh") != effect.arithmetic.render("en")
    assert all(rule.words().render("zh") != rule.words().render("en") for rule in rules)


def test_ten_times_a_tenth_is_one() -> None:
    rule = DeductPer(evidence="a", what=WHAT, each=D("0.1"))
    scored = score_item([rule], {"a": Evidence("matter", (Tally(10),))}, D(10), D(0), "maximum")
    assert scored.score == 9


def test_two_thirds_and_one_third_of_a_share_are_kept_to_twelve_places() -> None:
    # 10 × 1/3 = 3.333333333333…, kept as 3.333333333333; 60 × 1/3 is 20 exactly, as it is multiplied first.
    third = {"a": Evidence("matter", ratio=Ratio(1, 3))}
    assert [
        score_item([RatioLinear(evidence="a", what=WHAT, points=D(n))], third, D(n), D(0), "zero").score
        for n in (10, 60)
    ] == [D("3.333333333333"), 20]
