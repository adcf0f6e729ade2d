"""Points come in once, located; bad rows are named by row and column."""

from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.crs import wgs84_to_gcj02
from services.errors import Invalid
from services.intake.tables import Batch
from services.matters.tables import Matter
from services.register.tables import Household
from tests import town
from tests.places import real_data


def count(session: Session, table: type[Household | Matter]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_second_run_of_the_same_file_adds_nothing(session: Session, tmp_path: Path) -> None:
    path = town.write_households(tmp_path / "households.csv", [(50, 50), (150, 50)])
    assert town.take(session, "households", path).added == 2
    again = town.take(session, "households", path)
    assert (again.added, again.already) == (0, 2)
    assert count(session, Household) == 2


def test_equal_rows_without_a_number_are_kept_apart_and_still_come_once(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    path.write_text("经度,纬度\n113.6,33.4\n113.6,33.4\n", encoding="utf-8")
    assert town.take(session, "households", path).added == 2
    assert town.take(session, "households", path).added == 0


def test_a_bad_row_is_named_and_keeps_the_file_out(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "matters.csv"
    path.write_text(
        "编号,事项代码,经度,纬度,上报时间\n1,06010,113.6,33.4,2026-03-01 08:00:00\n2,06010,113.6,,2026-03-01 08:00:00\n"
        "3,06010,113.6,33.4,yesterday\n",
        encoding="gb18030",
    )
    report = town.take(session, "matters", path)
    assert (report.written, report.note, count(session, Matter)) == (False, "GB18030", 0)
    said = [f.message.render("en") for f in report.findings]
    assert said == ["Row 3, column 经度: empty.", "Row 4, column 上报时间: “yesterday” can't be read."]
    assert town.take(session, "matters", path, keep_good=True).added == 1


def test_local_time_is_stored_as_utc(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "matters.csv"
    path.write_text("编号,事项代码,经度,纬度,上报时间\n1,06010,113.6,33.4,2026-03-01 08:00:00\n", encoding="utf-8")
    town.take(session, "matters", path)
    opened = session.scalars(select(Matter.opened_at)).one()
    # Eight in Shanghai is midnight in Greenwich.
    assert opened.isoformat() == "2026-03-01T00:00:00+00:00"


def test_a_spreadsheet_says_the_same_as_a_table(session: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("编号", "经度", "纬度", "人数"), ("H1", 113.6, 33.4, 3)):
        sheet.append(row)
    book.save(tmp_path / "households.xlsx")
    assert town.take(session, "households", tmp_path / "households.xlsx").added == 1
    assert session.scalars(select(Household.residents)).one() == 3


def test_a_batch_in_gcj02_is_stopped_with_both_shares(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    shifted = [wgs84_to_gcj02(*town.at(1 + i, 50)) for i in range(200)]
    path = tmp_path / "households.csv"
    rows = [f"H{i},{float(lon)!r},{float(lat)!r}" for i, (lon, lat) in enumerate(shifted)]
    path.write_text("编号,经度,纬度\n" + "\n".join(rows), encoding="utf-8")
    with pytest.raises(Invalid, match="look like GCJ-02: 100 % inside after conversion, 0 % before"):
        town.take(session, "households", path)
    assert town.take(session, "households", path, frame="gcj02").added == 200


def test_a_column_that_is_missing_is_asked_for(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "matters.csv"
    path.write_text("编号,经度,纬度\n1,113.6,33.4\n", encoding="utf-8")
    with pytest.raises(Invalid, match="No column for Code of the matter / Opened"):
        town.take(session, "matters", path)


def test_a_file_that_is_not_what_its_name_says_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "households.xlsx"
    path.write_text("编号,经度,纬度\n", encoding="utf-8")
    with pytest.raises(Invalid, match="CSV was found"):
        town.take(session, "households", path)


def test_every_batch_is_on_record(session: Session, tmp_path: Path) -> None:
    town.take(session, "households", town.write_households(tmp_path / "h.csv", [(50, 50)]))
    batch = session.scalars(select(Batch)).one()
    assert (batch.file_name, batch.report["added"]) == ("h.csv", 1)


def test_taipeis_swapped_row_is_named(session: Session) -> None:
    path = real_data() / "taipei" / "garbage_truck.geojson"
    report = town.take(session, "households", path)
    assert [f.message.params["row"] for f in report.findings if "swapped" in f.message.render("en")] != []


def test_the_first_fault_of_a_row_is_told_and_a_text_with_a_nul_is_one(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "matters.csv"
    path.write_text(
        "编号,事项代码,经度,纬度,上报时间\n1,06010,x,33.4,never\n2,0\x006,113.6,33.4,2026/3/1 8:05\n"
        "3,06010,113.6,33.4,2026-03-01\n",
        encoding="utf-8",
    )
    report = town.take(session, "matters", path, keep_good=True)
    said = [f.message.render("en") for f in report.findings]
    assert said == ["Row 2, column 经度: empty.", "Row 3, column 事项代码: “0\x006” can't be read."]
    assert (report.added, report.refused) == (1, 2)
