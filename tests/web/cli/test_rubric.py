"""`xunge rubric` as a person runs it."""

from pathlib import Path

from seeds.rubric import MEASURES
from tests.services.assessment.rubric.small import SMALL
from tests.web.cli.conftest import Command


def test_a_file_is_checked_without_a_database(xunge: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SMALL.replace("weight: 100", "weight: 90"), encoding="utf-8")
    told = xunge("rubric", "check", str(wrong), "--json")
    assert told.code == 1
    assert told.report["faults"] == [
        {"at": "components", "line": 6, "problem": "the weights add up to 90, not to 100"},
        {"at": "components[0].items", "line": 11, "problem": "the items of Work add up to 100, not to 90"},
    ]
    measures = xunge("rubric", "check", str(MEASURES), "--json")
    assert (measures.code, measures.report["sound"], len(measures.report["open"])) == (0, True, 58)
    assert "58 questions open" in xunge("rubric", "check", str(MEASURES)).said


def test_measures_are_handed_in_approved_and_listed(xunge: Command, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert xunge("db", "migrate").code == 0
    assert xunge("user", "add", "wang", "--role", "office").code == 0
    assert xunge("user", "add", "li", "--role", "inspector").code == 0
    add = ("rubric", "add", str(file), "--json")
    assert xunge(*add, "--as", "li").report["error"]["code"] == "access.role"
    made = xunge(*add, "--as", "wang").report
    assert (made["rubric"], made["number"]) == ("small", 1)
    assert xunge(*add, "--as", "wang").report["error"]["code"] == "rubric.same"
    approve = ("rubric", "approve", str(made["id"]), "--decision", "领导小组第 3 号", "--as", "wang", "--json")
    assert xunge(*approve, "--from", "2020-01-01").report["error"]["code"] == "rubric.day"
    assert xunge(*approve).code == 0
    assert xunge(*approve).report["error"]["code"] == "rubric.approved"
    (listed,) = xunge("rubric", "list", "--json").report["versions"]
    assert (listed["state"], listed["open"], listed["sha256"]) == ("approved", 0, made["sha256"])
    assert "small, version 1: Approved, 0 questions open" in xunge("rubric", "list").said
