"""Lives from a file: checked step by step, the rows exactly what the events add up to, and taken back whole."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.errors import Conflict, Invalid
from services.intake.batches import undo
from services.intake.cells import Reading
from services.intake.histories import take_histories
from services.intake.points import Choices
from services.intake.read import read, sha256
from services.intake.report import Report
from services.intake.tables import Batch
from services.matters.life.state import fold
from services.matters.tables import Matter, MatterEvent
from tests import town
from tests.services.matters import place
from tests.services.matters.place import Town, at, of

HEAD = "编号,动作,时间,部门,缓办至,说明\n"
M0 = ["M0,受理,2026-10-08 09:10,,,", "M0,立案,2026-10-08 09:20,,,", "M0,派遣,2026-10-08 09:30,cgk,,"]
DEFERRED = ["M0,缓办,2026-10-08 11:00,,2026-10-12 08:30,等待材料", "M0,处置,2026-10-12 09:00,,,"]
OTHERS = ["M1,作废,2026-10-08 09:05,,,重复", "M2,自行处置,2026-10-08 10:00,,,"]


@pytest.fixture
def three(session: Session, tmp_path: Path) -> Town:
    """Three matters of a file, each reported at nine without a deadline."""
    place.settle(session, tmp_path)
    rows = [(50.0, 50.0, "2026-10-08 09:00", "", "")] * 3
    town.take(session, "matters", town.write_matters(tmp_path / "m.csv", rows))
    return Town(session)


def bring(there: Town, folder: Path, lines: list[str], *, keep_good: bool = False, check: bool = False,
          head: str = HEAD, **stages: str) -> Report:  # fmt: skip
    path = folder / "h.csv"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    reading = Reading(town.READING.zone, words={"step": stages})
    choices = Choices(reading, keep_good=keep_good, dry_run=check, scope=of(there.session, "office"))
    return take_histories(there.session, read(path), sha256(path), choices)


def matters(there: Town) -> list[UUID]:
    return list(there.session.scalars(select(Matter.id).order_by(Matter.external_ref)))


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.already, report.refused


def test_a_life_from_a_file_is_the_one_that_people_would_have_made(three: Town, tmp_path: Path) -> None:
    """The same figures as in deadlines/test_limits.py, where people make the moves."""
    assert counts(bring(three, tmp_path, [*M0, *DEFERRED, *OTHERS])) == (7, 0, 0)
    found = matters(three)
    first = three.state(found[0])
    assert (first.stage, first.department, first.deferrals) == ("handled", "cgk", 1)
    assert first.due_at == at("2026-10-13 15:30")
    assert first.filing_due_at == at("2026-10-08 10:00")
    assert [three.state(m).stage for m in found] == ["handled", "voided", "handled"]
    for matter in found:
        assert three.state(matter) == fold(three.events(matter))


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("M0,立案,2026-10-08 09:10,,,", "illegal_step",
         "Row 2, M0: “File the case” can't follow, the matter is reported by then."),
        ("M0,受理,2026-10-08 08:59,,,", "step_order", "Row 2, M0: “Accept” lies before what happened before it."),
        ("M9,受理,2026-10-08 09:10,,,", "no_matter",
         "Row 2: there is no matter “M9”. Bring in the matters first."),
        ("M0,跳舞,2026-10-08 09:10,,,", "unknown_step", "Row 2, column 动作: no step is chosen for “跳舞”."),
        ("M0,受理,gestern,,,", "unreadable", "Row 2, column 时间: “gestern” can't be read."),
        ("M0,受理,,,,", "empty", "Row 2, column 时间: empty."),
        (",受理,2026-10-08 09:10,,,", "empty", "Row 2, column 编号: empty."),
        ("M0,受理,2026-10-08 09:10,消防队,,", "unknown_department",
         "Row 2, column 部门: the office has no department “消防队”."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_row_and_nothing_is_written(
    three: Town, tmp_path: Path, line: str, kind: str, said: str
) -> None:
    report = bring(three, tmp_path, [line, OTHERS[0]])
    assert [(f.kind, str(f.message)) for f in report.findings if f.stops] == [(kind, said)]
    assert (report.written, report.refused) == (False, 1)
    assert set(three.session.scalars(select(Matter.seq))) == {1}


def test_a_deferral_says_until_when(three: Town, tmp_path: Path) -> None:
    report = bring(three, tmp_path, [*M0, "M0,缓办,2026-10-08 11:00,,,"])
    assert [f.kind for f in report.findings if f.stops] == ["no_until"]


def test_a_matter_with_one_bad_row_is_left_out_whole_and_the_others_come_in(three: Town, tmp_path: Path) -> None:
    lines = [*M0, "M0,跳舞,2026-10-08 10:00,,,", *OTHERS]
    assert counts(bring(three, tmp_path, lines, keep_good=True)) == (2, 0, 4)
    assert [three.state(m).seq for m in matters(three)] == [1, 2, 2]


def test_a_second_run_adds_nothing_and_a_longer_file_adds_what_is_new(three: Town, tmp_path: Path) -> None:
    bring(three, tmp_path, M0)
    assert counts(bring(three, tmp_path, M0)) == (0, 3, 0)
    assert counts(bring(three, tmp_path, [*M0, *DEFERRED])) == (2, 3, 0)
    assert counts(bring(three, tmp_path, M0[:2])) == (0, 2, 0)
    first = matters(three)[0]
    assert three.state(first) == fold(three.events(first))


def test_a_life_that_went_another_way_here_is_not_overwritten(three: Town, tmp_path: Path) -> None:
    three.move(matters(three)[0], "accept", "2026-10-08 09:12")
    report = bring(three, tmp_path, M0)
    said = "Row 2, M0: its life went another way here: “Accept”, 2026-10-08 01:12 UTC."
    assert [str(f.message) for f in report.findings if f.stops] == [said]


def test_a_file_that_begins_with_the_newest_is_read_from_its_end(three: Town, tmp_path: Path) -> None:
    """Two steps fall on one minute: only the order of the file says which came first."""
    lines = ["M0,派遣,2026-10-08 09:30,,,", "M0,立案,2026-10-08 09:10,,,", "M0,受理,2026-10-08 09:10,,,"]
    assert counts(bring(three, tmp_path, lines)) == (3, 0, 0)


def test_words_and_columns_of_another_system_are_matched_and_told(three: Town, tmp_path: Path) -> None:
    head = "案件编号,办理环节,办理时间,承办部门\n"
    lines = ["M0,受理,2026-10-08 09:10,", "M0,立案,2026-10-08 09:20,", "M0,下达,2026-10-08 09:30,城管科"]
    report = bring(three, tmp_path, lines, head=head, 下达="dispatch")
    assert "“下达” stands 1 times and is taken as: Dispatch." in [str(f.message) for f in report.findings]
    assert three.state(matters(three)[0]).department == "cgk"


def test_a_check_writes_nothing_and_tells_the_same(three: Town, tmp_path: Path) -> None:
    report = bring(three, tmp_path, [*M0, *OTHERS], check=True)
    assert "5 steps of 3 matters are new." in [str(f.message) for f in report.findings]
    assert (report.written, report.refused) == (False, 0)
    assert three.session.scalar(select(func.count()).where(MatterEvent.seq > 1)) == 0


def test_a_column_that_is_not_there_is_asked_for(three: Town, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="No column for Time of the step was found"):
        bring(three, tmp_path, ["M0,受理"], head="编号,动作\n")


def test_undoing_the_file_leaves_every_matter_where_it_stood(three: Town, tmp_path: Path) -> None:
    bring(three, tmp_path, M0[:2])
    before = [(three.state(m), three.events(m)) for m in matters(three)]
    bring(three, tmp_path, [*M0, *DEFERRED, *OTHERS])
    assert undo(three.session, of(three.session, "office"), latest(three)) == 5
    assert [(three.state(m), three.events(m)) for m in matters(three)] == before


def test_what_went_on_since_is_not_undone(three: Town, tmp_path: Path) -> None:
    bring(three, tmp_path, M0)
    three.move(matters(three)[0], "handle", "2026-10-09 09:00")
    with pytest.raises(Conflict, match="1 matters of h"):
        undo(three.session, of(three.session, "office"), latest(three))


def latest(three: Town) -> UUID:
    """The last file of steps."""
    chosen = select(Batch.id).join(MatterEvent, MatterEvent.batch_id == Batch.id)
    return three.session.scalars(chosen.order_by(MatterEvent.seq.desc()).limit(1)).one()
