"""A column of stages in another system's words: each word is matched to a stage, and nothing is guessed silently."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.errors import Invalid
from services.geography.editions import in_force
from services.intake import points
from services.intake.cells import Reading
from services.intake.read import read, sha256
from services.intake.report import Report
from services.intake.words import KNOWN_STAGES, stage_of, words_of
from services.matters.life.moves import STAGE_WORDS
from services.matters.life.state import fold
from services.matters.list import loads
from services.matters.sources import KNOWN_SOURCES, SOURCE_WORDS, SOURCES, source_of
from services.matters.tables import STAGES, Matter
from tests import town
from tests.services.matters import place

HEAD = "编号,事项代码,经度,纬度,上报时间,截止时间,结案时间,案件状态"


def write(path: Path, *rows: tuple[str, str]) -> Path:
    """Matters of one place and morning, each with the time of its closing and its stage as the file says them."""
    came = "06010,113.6,33.4,2026-03-01 08:00,2026-03-05 08:00"
    lines = [f"S{i},{came},{closed},{word}" for i, (closed, word) in enumerate(rows)]
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def take(session: Session, path: Path, *, keep_good: bool = False, check: bool = False, **stages: str) -> Report:
    reading = Reading(town.READING.zone, words={"status": stages})
    choices = points.Choices(reading, keep_good=keep_good, dry_run=check)
    return points.take_points(session, "matters", read(path), sha256(path), choices)


def stood(session: Session) -> dict[str, str]:
    return {m.external_ref: m.stage for m in session.scalars(select(Matter))}


def test_the_usual_words_are_known_and_told_before_anything_is_written(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "m.csv", ("2026-03-02 08:00", "已结案"), ("", "处置中"), ("", "处置中"), ("", "作废"))
    report = take(session, path, check=True)
    said = [f.message.render("en") for f in report.findings if f.kind == "stage_words"]
    assert said == [
        "“处置中” stands 2 times and is taken as: dispatched.",
        "“作废” stands 1 times and is taken as: voided.",
        "“已结案” stands 1 times and is taken as: closed.",
    ]
    assert stood(session) == {}
    take(session, path)
    assert stood(session) == {"S0": "closed", "S1": "dispatched", "S2": "dispatched", "S3": "voided"}


def test_a_word_without_a_stage_keeps_its_rows_out_until_one_is_chosen(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "m.csv", ("", "挂起"), ("", "受理"))
    report = take(session, path)
    assert (report.written, report.refused) == (False, 1)
    said = [f.message.render("en") for f in report.findings if f.kind == "unknown_stage"]
    assert said == ["Row 2, column 案件状态: no stage is chosen for “挂起”."]
    take(session, path, 挂起="filed")
    assert stood(session) == {"S0": "filed", "S1": "accepted"}


def test_what_is_chosen_counts_before_what_is_known() -> None:
    assert stage_of("Open", {}) == "reported"
    assert stage_of("Open", {"Open": "dispatched"}) == "dispatched"
    # None was chosen on purpose.
    assert stage_of("Open", {"Open": ""}) is None


def test_every_known_word_is_a_stage_and_every_stage_knows_its_own_name() -> None:
    assert set(KNOWN_STAGES.values()) == set(STAGES)
    for stage in STAGES:
        assert stage_of(stage, {}) == stage
        assert stage_of(STAGE_WORDS[stage].render("zh"), {}) in (stage, None)


def test_a_stage_and_a_time_that_contradict_each_other_are_named(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "m.csv", ("", "结案"), ("2026-03-02 08:00", "受理"), ("2026-03-02 08:00", "作废"))
    report = take(session, path, keep_good=True)
    assert [(f.kind, f.row) for f in report.findings if f.stops] == [("no_closing_time", 2), ("stage_and_time", 3)]
    assert report.findings[1].message.render("zh") == "第 3 行：状态为已受理，却有结案时间 2026-03-02 00:00:00 UTC。"
    voided = session.scalars(select(Matter)).one()
    # The time of closing says since when it is void.
    assert (voided.external_ref, voided.stage, voided.closed_at) == ("S2", "voided", None)
    assert voided.due_at is None
    assert voided.voided_at is not None
    assert voided.voided_at.isoformat() == "2026-03-02T00:00:00+00:00"


def test_a_column_of_too_many_words_is_none_of_stages(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "m.csv", *[("", f"word {i}") for i in range(61)])
    with pytest.raises(Invalid, match="holds 61 different words"):
        take(session, path)
    assert "案件状态" not in words_of(read(path))


def test_the_words_of_a_column_stand_with_how_often_they_are_met(tmp_path: Path) -> None:
    path = write(tmp_path / "m.csv", ("", "受理"), ("", "结案"), ("", "结案"))
    assert words_of(read(path))["案件状态"] == [("结案", 2), ("受理", 1)]


DEPARTMENTS = HEAD + ",承办部门"


def test_departments_of_a_file_are_known_by_code_and_name_and_others_are_named(
    session: Session, tmp_path: Path
) -> None:
    """The queue and the figures by department rest on the row; its events say the same."""
    place.settle(session, tmp_path)
    came = "06010,113.6,33.4,2026-03-01 08:00"
    lines = [f"D0,{came},,,处置中,城管科", f"D1,{came},,,,HWB", f"D2,{came},,,,消防队", f"D3,{came},,,,"]
    path = tmp_path / "m.csv"
    path.write_text("\n".join([DEPARTMENTS, *lines]) + "\n", encoding="utf-8")
    report = take(session, path)
    said = [(f.kind, str(f.message)) for f in report.findings if f.kind in ("department_words", "no_department")]
    assert said == [
        ("department_words", "“HWB” stands 1 times and is the department hwb."),
        ("department_words", "“城管科” stands 1 times and is the department cgk."),
        ("no_department", "“消防队” stands 1 times, and no department is known or chosen for it: "
         "these matters come in without one."),
    ]  # fmt: skip
    assert report.added == 4
    rows = session.scalars(select(Matter).order_by(Matter.external_ref)).all()
    assert [m.department for m in rows] == ["cgk", "hwb", None, None]
    there = place.Town(session)
    for matter in rows:
        assert there.state(matter.id) == fold(there.events(matter.id))
    edition = in_force(session)
    assert edition is not None
    queues = loads(session, place.of(session, "office"), edition.id, place.at("2026-03-02 08:00"))
    assert [(load.department, load.open) for load in queues] == [(None, 2), ("cgk", 1), ("hwb", 1)]


def chosen(path: Path, session: Session, **words: dict[str, str]) -> Report:
    return points.take_points(session, "matters", read(path), sha256(path),
                              points.Choices(Reading(town.READING.zone, words=words)))  # fmt: skip


def test_a_department_that_is_called_otherwise_is_matched_by_hand(session: Session, tmp_path: Path) -> None:
    place.settle(session, tmp_path)
    came = "06010,113.6,33.4,2026-03-01 08:00"
    path = tmp_path / "m.csv"
    path.write_text("\n".join([DEPARTMENTS, f"D0,{came},,,,Cleaners", f"D1,{came},,,,HWB"]) + "\n", encoding="utf-8")
    # What is known by name can be matched otherwise, and taken for none.
    chosen(path, session, department={"Cleaners": "cgk", "HWB": ""})
    rows = session.scalars(select(Matter).order_by(Matter.external_ref)).all()
    assert [m.department for m in rows] == ["cgk", None]
    with pytest.raises(Invalid, match="no department with the code “nobody”"):
        chosen(path, session, department={"HWB": "nobody"})


def test_sources_are_known_chosen_or_kept_as_they_were_and_told(session: Session, tmp_path: Path) -> None:
    came = "06010,113.6,33.4,2026-03-01 08:00,,,"
    lines = [f"A{i},{came},{word}" for i, word in enumerate(("City Worker App", "市民热线", "Twitter", "Twitter", ""))]
    path = tmp_path / "m.csv"
    path.write_text("\n".join([HEAD + ",问题来源", *lines]) + "\n", encoding="utf-8")
    report = chosen(path, session, source={"City Worker App": "own_grid"})
    said = [(f.kind, f.message.render("en")) for f in report.findings if f.kind in ("source_words", "no_source")]
    assert said == [
        ("no_source", "“Twitter” stands 2 times, and no source is chosen for it: it stays as it is, and counts as "
         "not known where it matters who found something."),
        ("source_words", "“City Worker App” stands 1 times and is taken as the source: Own grid."),
        ("source_words", "“市民热线” stands 1 times and is taken as the source: Hotline."),
    ]  # fmt: skip
    rows = session.scalars(select(Matter.source).order_by(Matter.external_ref)).all()
    assert rows == ["own_grid", "hotline", "Twitter", "Twitter", None]


def test_every_known_word_of_a_source_is_a_source_and_every_source_knows_its_own_names() -> None:
    assert set(KNOWN_SOURCES.values()) == set(SOURCES)
    for source, said in SOURCE_WORDS.items():
        assert {source_of(word, {}) for word in (source, said.render("zh"), said.render("en"))} == {source}
    assert source_of("Hotline", {"Hotline": ""}) is None
