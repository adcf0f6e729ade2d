"""A rubric's file is read whole, or every fault of it is named with its place and what to do."""

from decimal import Decimal

import pytest

from services.assessment.rubric.read import read_rubric
from services.assessment.rules import DeductPer, RatioLinear
from services.assessment.said import Words
from tests.services.assessment.rubric.small import SMALL, small


def faults(text: str | bytes) -> list[str]:
    reading = read_rubric(text.encode() if isinstance(text, str) else text)
    assert reading.rubric is None
    return [fault.render("en") for fault in reading.faults]


def test_numbers_are_the_decimals_that_are_written_and_items_hand_down_their_evidence() -> None:
    streets, closing = small().items
    assert streets.rules == (
        DeductPer(evidence="matters_found.06", what=Words("暴露垃圾", "rubbish"), each=Decimal("0.1")),
    )
    assert isinstance(closing.rules, tuple)
    assert isinstance(closing.rules[0], RatioLinear)


def test_every_fault_is_named_by_path_and_line_with_what_to_do() -> None:
    text = (
        SMALL.replace("each: 0.1", "eahc: 0.1")
        .replace("way: work", "way: walk")
        .replace("no_rank_above: 20", "no_rank_above: 120")
    )
    text = (
        text.replace("ties: {}\n", "")
        .replace("points: 40", "points: forty")
        .replace("rule: ratio_linear", "rule: ratio_liner")
    )
    assert faults(text) == [
        "ties, line 1: ties is missing: write it here",
        "components[0].way, line 8: write one of: hear, rate, look, discuss, work, data or survey",
        "components[0].items[0].rules[0].each, line 16: each is missing: write it here",
        "components[0].items[0].rules[0].eahc, line 16: there is no field eahc here; perhaps each is meant",
        "components[0].items[1].rules[0], line 22: write one of: deduct_per, escalate, ratio_linear, ratio_to_target, "
        "bands, missing_act, zero_item_on, full_if, manual, bonus, veto, deferral, factor",
        "missing.no_rank_above, line 24: write a number of 100 or less",
    ]


def test_a_fault_is_said_in_chinese_too() -> None:
    reading = read_rubric(SMALL.replace("each: 0.1", "each: 0").encode())
    said = "components[0].items[0].rules[0].each，第 16 行：应写大于 0 的数字"
    assert [fault.render("zh") for fault in reading.faults] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("a: &x 1", "Anchors and aliases (& and *) are not read: write the value out"),
        ("a: *x", "Anchors and aliases (& and *) are not read: write the value out"),
        ("a: !!python/object:os.system {}", "Tags (!) are not read: take it out"),
        ("a: 1\na: 2", "a stands here twice: take one out"),
        ("[" * 40 + "]" * 40, "The file is deeper or longer than any rubric"),
        ("- 1\n" * 30_000, "The file is deeper or longer than any rubric"),
        ("#" * 300_000, "The file has more than 262144 bytes: no rubric is that long"),
        ("a: [1", "This is no YAML"),
        ("a: 1\n---\nb: 2", "This is no YAML"),
        ("? [a]\n: 1", "A field's name is a text"),
        ('a: "\\0"', "There is a NUL in the text: take it out"),
        ("办法".encode("gbk"), "The file is not in UTF-8: save it as UTF-8"),
        ("a: \x07", "This is no YAML"),
    ],
)  # fmt: skip
def test_what_is_no_plain_bounded_yaml_is_refused_before_it_is_built(text: str | bytes, said: str) -> None:
    assert len(faults(text)) == 1
    assert said in faults(text)[0]


def test_nine_lines_of_aliases_name_no_billion_values() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    assert "Anchors and aliases" in faults(bomb)[0]


@pytest.mark.parametrize("number", ["1e3", ".5", "0x10", "1_000", ".inf", ".nan", "0.1234567890123456789"])
def test_a_number_is_written_out_or_it_is_none(number: str) -> None:
    assert faults(SMALL.replace("each: 0.1", f"each: {number}"))[0].startswith("components[0].items[0].rules[0].each")


def test_words_that_yaml_takes_for_something_else_are_words() -> None:
    rubric = read_rubric(SMALL.replace("title: {zh: 工作, en: Work}", "title: {zh: no, en: 1:30}").encode()).rubric
    assert rubric is not None
    assert rubric.components[0].title == Words("no", "1:30")


def test_a_name_with_a_third_language_is_no_name() -> None:
    assert "a name is a text, or one in each language" in faults(SMALL.replace("en: Work}", "fr: Travail}"))[0]


def test_the_line_of_any_path_is_known_or_that_of_what_holds_it() -> None:
    reading = read_rubric(SMALL.encode())
    assert reading.line(("components", 0, "items", 1, "rules")) == 22
    assert reading.line(("components", 0, "items", 1, "floor")) == 17
