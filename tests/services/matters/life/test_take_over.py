"""Matters from a file begin their lives as those reported here do: by events that add up to their rows."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from services.errors import Conflict
from services.intake.batches import undo
from services.matters.life.state import fold
from services.matters.tables import STAGES, Matter, MatterEvent
from tests import town
from tests.services.matters.place import Town, of


@pytest.fixture
def taken(there: Town, tmp_path: Path) -> Session:
    """Three matters of a file: closed on time, open with a deadline, open without one."""
    rows = [
        (50.0, 50.0, "2026-03-02 08:00", "2026-03-04 08:00", "2026-03-04 08:00"),
        (50.0, 50.0, "2026-03-03 08:00", "2026-03-05 08:00", ""),
        (430.0, 50.0, "2026-03-04 08:00", "", ""),
    ]
    town.take(there.session, "matters", town.write_matters(tmp_path / "m.csv", rows))
    return there.session


def test_their_rows_are_what_their_events_add_up_to(there: Town, taken: Session) -> None:
    found = taken.scalars(select(Matter).order_by(Matter.external_ref)).all()
    assert [(m.stage, m.seq) for m in found] == [("closed", 2), ("reported", 1), ("reported", 1)]
    for matter in found:
        assert there.state(matter.id) == fold(there.events(matter.id))
    assert [e.act for e in there.events(found[0].id)] == ["report", "take_over"]


def test_in_whatever_stage_they_come_their_rows_are_what_their_events_add_up_to(there: Town, tmp_path: Path) -> None:
    lon, lat = town.at(50, 50)
    lines = [
        f"{stage},06010,{lon!r},{lat!r},2026-03-02 08:00,{'2026-03-04 08:00' if stage == 'closed' else ''},{stage}"
        for stage in STAGES
    ]
    path = tmp_path / "stages.csv"
    path.write_text("\n".join(["编号,事项代码,经度,纬度,上报时间,结案时间,案件状态", *lines]), encoding="utf-8")
    town.take(there.session, "matters", path)
    found = there.session.scalars(select(Matter)).all()
    assert {m.external_ref: m.stage for m in found} == {stage: stage for stage in STAGES}
    for matter in found:
        assert there.state(matter.id) == fold(there.events(matter.id))
        assert matter.seq == (1 if matter.stage == "reported" else 2)
    # Where the file does not say since when, it is since the file came, not since the report.
    filed = next(m for m in found if m.stage == "filed")
    assert there.events(filed.id)[1].at > filed.opened_at
    dispatched = next(m.id for m in found if m.stage == "dispatched")
    assert there.events(dispatched)[1].act == "take_over"


def test_the_same_file_again_adds_no_event(taken: Session, tmp_path: Path) -> None:
    before = taken.scalar(select(func.count()).select_from(MatterEvent))
    rows = [(50.0, 50.0, "2026-03-02 08:00", "2026-03-04 08:00", "2026-03-04 08:00")]
    town.take(taken, "matters", town.write_matters(tmp_path / "again.csv", rows))
    assert taken.scalar(select(func.count()).select_from(MatterEvent)) == before


def test_they_move_on_from_where_they_were_taken_over(there: Town, taken: Session) -> None:
    matter = taken.scalars(select(Matter.id).where(Matter.external_ref == "M1")).one()
    state = there.move(matter, "accept", "2026-03-04 09:00", by="community")
    # The deadline stays as the file gave it.
    assert (state.stage, state.due_clock) == ("accepted", None)
    assert state.due_at is not None
    assert there.state(matter) == fold(there.events(matter))


def test_a_batch_that_is_undone_takes_its_events_with_it(there: Town, taken: Session) -> None:
    batch = taken.scalars(select(Matter.batch_id).distinct()).one()
    assert batch is not None
    undo(taken, of(taken, "office"), batch)
    assert taken.scalar(select(func.count()).select_from(MatterEvent)) == 0


def test_a_batch_whose_matters_were_moved_on_stays_with_all_its_steps(there: Town, taken: Session) -> None:
    # All of this test is one transaction: what the file brought was recorded in one an hour ago.
    taken.execute(text("UPDATE matter_event SET recorded_at = recorded_at - interval '1 hour'"))
    # One came in open and has two steps now, as the one that came in closed has had from the beginning.
    opened = taken.scalars(select(Matter).where(Matter.external_ref == "M1")).one()
    there.move(opened.id, "accept", "2026-03-04 09:00", by="community")
    assert opened.batch_id is not None
    with pytest.raises(Conflict, match=r"1 matters of m\.csv were moved on since it came in"):
        undo(taken, of(taken, "office"), opened.batch_id)
    assert [e.act for e in there.events(opened.id)] == ["report", "accept"]
    assert taken.scalar(select(func.count()).select_from(Matter)) == 3
