"""What differs between two versions, in words."""

from typing import Any

import pytest

from services.assessment.rubric.changes import changes
from services.assessment.rubric.words import settings
from tests.services.assessment.rubric.small import small

ITEM = "components.0.items.0"
OTHER = {"key": "meetings", "title": {"zh": "会议", "en": "Meetings"}, "maximum": 5,
         "rules": [{"rule": "missing_act", "evidence": "matters_found", "what": "会", "required": 1,
                    "each": 5}]}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("total", 90, ["Trial measures, Total: 100 → 90"]),
        ("rounding.digits", 1, ["Trial measures, Rounding: the total, once, to 2 decimals, a half to the even "
                                "neighbour → the total, once, to 1 decimals, a half to the even neighbour"]),
        ("missing.no_rank_above", {"undecided": {"zh": "几成", "en": "how much"}},
         ["Trial measures, No rank above, in per cent: 20 → open: how much"]),
        ("components.0.weight", 90, ["Work, Weight: 100 → 90"]),
        (f"{ITEM}.maximum", 50, ["Streets, Maximum: 60 → 50"]),
        (f"{ITEM}.rules.0.each", 1, ["Streets, rule taken out: rubbish: 0.1 off for each",
                                     "Streets, new rule: rubbish: 1 off for each"]),
        (f"{ITEM}.evidence", "matters_found", ["Streets: the order or the evidence of its rules is another"]),
        (f"{ITEM}", OTHER, ["Streets: taken out", "Meetings: new"]),
    ],
)  # fmt: skip
def test_a_change_is_a_sentence(path: str, value: Any, said: list[str]) -> None:
    assert [one.render("en") for one in changes(small(), small((path, value)))] == said


def test_the_same_rubric_has_not_changed() -> None:
    assert changes(small(), small(("total", "100.0"))) == []


def test_items_in_another_order_are_a_change_because_one_incident_deducts_once() -> None:
    old = small()
    component = old.components[0]
    turned = old.model_copy(update={"components": (component.model_copy(update={"items": component.items[::-1]}),)})
    assert [one.render("en") for one in changes(old, turned)] == ["Work: the order of the items is another"]


def test_every_setting_says_itself() -> None:
    rubric = small(
        ("grades", {"by": "quota", "quotas": [{"grade": "优", "share": 30}, {"grade": "良", "share": 70}]}),
        ("groups", [{"key": "old", "title": {"zh": "老小区", "en": "Old estates"}, "zones": ["01", "02"]}]),
        ("ties", {"rank": "dense", "breakers": ["streets"]}),
        ("roll_up", {"every": "quarter", "half": {"weights": [1, 2], "late_corrections": False},
                     "missing_period": {"undecided": "?"}}),
        ("consequences", [{"kind": "first", "places": 3, "title": {"zh": "奖", "en": "award"}, "amount": 500},
                          {"kind": "last", "places": 1, "title": {"zh": "谈", "en": "talk"}},
                          {"kind": "most_improved", "title": {"zh": "进", "en": "progress"}},
                          {"kind": "in_a_row", "grade": "良", "times": 2, "title": {"zh": "约", "en": "meeting"}}]),
    )  # fmt: skip
    said = {name.render("en"): [one if isinstance(one, str) else one.render("en") for one in lines]
            for name, lines in settings(rubric)}  # fmt: skip
    assert said["Grades"] == ["优: 30 % of those ranked", "良: 70 % of those ranked"]
    assert said["Peer groups"] == ["Old estates, zones: 01, 02"]
    assert said["Ties"] == ["1, 2, 2, 3: equal totals share a place", "before that, who has more in: streets"]
    assert said["Half-year"] == ["1 : 2", "late corrections do not count"]
    assert said["Missing period"] == ["open: ?"]
    assert said["Consequences"] == [
        "award: proposed for the first 3", "the amount in yuan: 500",
        "talk: proposed for the last 1, where the data name them so", "progress: proposed for the 1 who rose most",
        "meeting: proposed for the grade 良 2 times in a row",
    ]  # fmt: skip
    assert said["Bonuses"] == ["none"]
