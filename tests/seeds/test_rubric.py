"""The measures as their text stands: what is certain is there, and nothing is made up."""

import pytest

from seeds.rubric import MEASURES
from services.assessment.rubric.decidable import Undecided, decided
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.read import read_rubric
from services.assessment.rubric.versions import proof_of
from services.assessment.rules import Manual


@pytest.fixture(scope="module")
def measures() -> Rubric:
    """The file, read."""
    reading = read_rubric(MEASURES.read_bytes())
    assert reading.faults == ()
    assert reading.rubric is not None
    return reading.rubric


def test_eight_named_items_of_ten_points_and_two_placeholders_make_a_hundred(measures: Rubric) -> None:
    work = measures.components[0]
    named = [item.title.zh for item in work.items if not item.placeholder]
    assert named == ["网格基本信息", "党建", "计生工作", "综治维稳工作", "文明创建工作", "就业社保工作", "民政工作",
                     "安全生产（消防安全）"]  # fmt: skip
    assert [item.placeholder for item in work.items] == [False] * 8 + [True] * 2
    assert {decided(item.maximum) for item in work.items} == {10}


def test_the_four_ways_are_there_with_five_looks_and_weights_that_are_open(measures: Rubric) -> None:
    assert [c.title.zh for c in measures.components] == ["网格工作全面考核", "听", "评", "看", "议"]
    assert len(next(c for c in measures.components if c.way == "look").items) == 5
    assert all(isinstance(c.weight, Undecided) for c in measures.components)


def test_sensitive_items_are_given_by_people_and_read_no_query(measures: Rubric) -> None:
    sensitive = [item for item in measures.items if item.sensitive]
    assert {item.key for item in sensitive} == {"party", "family_planning", "order", "welfare"}
    for item in sensitive:
        assert all(isinstance(rule, Manual) and rule.evidence.startswith("marks.") for rule in decided(item.rules))


def test_it_is_sound_and_no_cycle_can_open_on_it(measures: Rubric) -> None:
    proof = proof_of(measures)
    assert (proof.sound, proof.complete) == (True, False)
    assert all(one.what.zh and one.what.en for one in proof.open)
    open_settings = {one.at for one in proof.open if not one.at.startswith("components")}
    assert open_settings == {
        "bonus", "vetoes", "groups", "grades", "ties", "roll_up.half", "roll_up.year", "roll_up.missing_period",
        "missing.no_rank_above", "missing.minimum_inspections", "strictness", "rounding", "last_named_from",
        "consequences",
    }  # fmt: skip
