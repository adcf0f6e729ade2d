"""What is proven of a rubric, and what bars it."""

from decimal import Decimal
from typing import Any

import pytest

from services.assessment.canonical import digest
from services.assessment.rubric.canonical import canonical, from_canonical
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.proof import prove
from services.assessment.rubric.schema import PUBLISHED, schema_text
from tests.services.assessment.rubric.small import known, small

ITEM = "components.0.items.0"
THRESHOLD = {"by": "threshold", "bands": [{"grade": "合格", "from": 60}, {"grade": "不合格", "below": 60}]}
MANUAL = {"rule": "manual", "evidence": "marks.x", "what": "评", "most": 60}


def faults(*changes: tuple[str, Any]) -> list[str]:
    return [f"{fault.at}: {fault.problem.render('en')}" for fault in prove(small(*changes), known).faults]


def test_a_sound_rubric_says_what_was_proven() -> None:
    proof = prove(small(), known)
    assert (proof.faults, proof.open, proof.complete) == ((), (), True)
    assert [fact.render("en") for fact in proof.proven] == ["Work: 2 items add up to 100", "1 weights add up to 100"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("total", 105), "components: the weights add up to 100, not to 105"),
        ((f"{ITEM}.maximum", 50), "components[0].items: the items of Work add up to 90, not to 100"),
        (("components.0.items.1.rules.0.points", 30),
         "components[0].items[1].rules: the rules of Closing earn 30 at most, not its maximum of 40"),
        ((f"{ITEM}.rules", []), "components[0].items[0].rules: Streets has no rule: nobody could lose or earn a point"),
        ((f"{ITEM}.evidence", "persons"),
         "components[0].items[0].rules[0].evidence: there is no evidence persons: name one that can be counted"),
        ((f"{ITEM}.evidence", "closed_on_time"),
         "components[0].items[0].rules[0].evidence: deduct_per can't read closed_on_time: it wants tallies"),
        ((f"{ITEM}.sensitive", True),
         "components[0].items[0].rules[0]: Streets is sensitive: people give its points, no query does; use manual"),
        ((f"{ITEM}.key", "closing"),
         "components: closing names 2 components or items: give each a name of its own"),
        (("ties", {"breakers": ["street"]}), "ties.breakers[0]: there is no component and no item street"),
        (("roll_up.carry_over", ["good"]), "roll_up.carry_over[0]: there is no component and no item good"),
        (("groups", [{"key": "a", "title": "甲", "zones": ["1"]}, {"key": "b", "title": "乙", "zones": ["1", "2"]}]),
         "groups: 1 is in 2 groups: leave it in one"),
        (("grades", {"by": "quota", "quotas": [{"grade": "优", "share": 30}, {"grade": "良", "share": 60}]}),
         "grades.quotas: the quotas add up to 90 %, not to 100 %"),
        (("grades", {"by": "threshold", "bands": [{"grade": "A", "from": 95}, {"grade": "B", "below": 90}]}),
         "grades.bands: what is from 90 to below 95 is in no band"),
        (("vetoes", [{"rule": "veto", "evidence": "marks.veto", "what": "否决", "caps": "grade", "grade": "差"}]),
         "vetoes[0].grade: there is no grade 差"),
        (("consequences", [{"kind": "in_a_row", "title": "谈话", "grade": "差", "times": 2}]),
         "consequences[0].grade: there is no grade 差"),
        ((f"{ITEM}.rules", [{"rule": "veto", "evidence": "marks.v", "what": "否决", "caps": "total", "at": 60}]),
         "components[0].items[0].rules[0]: a veto of the total or the grade stands under vetoes, not in an item"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_path(change: tuple[str, Any], fault: str) -> None:
    assert faults(change) == [fault]


def test_a_sensitive_item_that_people_mark_is_sound() -> None:
    assert faults((f"{ITEM}.sensitive", True), (f"{ITEM}.rules", [MANUAL]), (f"{ITEM}.opens", "zero")) == []


def test_grades_that_leave_nothing_out_may_be_named() -> None:
    veto = {"rule": "veto", "evidence": "marks.veto", "what": "否决", "caps": "grade", "grade": "合格"}
    assert faults(("grades", THRESHOLD), ("vetoes", [veto])) == []


def test_a_component_may_be_out_of_more_than_it_weighs() -> None:
    assert faults(("components.0.out_of", 120), (f"{ITEM}.maximum", 80)) == []


def test_what_is_open_is_listed_and_bars_a_cycle_but_is_no_fault() -> None:
    rubric = small(
        ("components.0.weight", {"undecided": {"zh": "权重", "en": "the weight"}}),
        ("missing.minimum_inspections", {"undecided": "几次"}),
        (f"{ITEM}.placeholder", True),
    )
    proof = prove(rubric, known)
    assert [one.at for one in proof.open] == [
        "components[0].weight", "components[0].items[0]", "missing.minimum_inspections",
    ]  # fmt: skip
    assert (proof.sound, proof.complete) == (True, False)
    with pytest.raises(ValueError, match="undecided: the weight"):
        decided(rubric.components[0].weight)
    assert decided(small().components[0].weight) == Decimal(100)


def test_what_is_decided_of_the_weights_never_passes_the_total() -> None:
    assert faults(("total", 90)) == ["components: the weights add up to 100, not to 90"]


def test_the_hash_is_of_what_holds_and_not_of_how_it_is_written() -> None:
    # A total of 100.0 is 100, a default that is written out is the default.
    first, second = small(), small(("total", "100.0"), (f"{ITEM}.floor", 0))
    assert canonical(first) == canonical(second)
    assert digest(canonical(first)) != digest(canonical(small((f"{ITEM}.floor", 1))))


def test_canonical_bytes_give_the_rubric_back() -> None:
    rubric = small(("components.0.weight", {"undecided": "权重"}), ("grades", THRESHOLD))
    assert from_canonical(canonical(rubric)) == rubric


def test_the_published_schema_is_the_models() -> None:
    """Where this fails: `python -m services.assessment.rubric.schema`."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()
