"""Words of another system are matched on the page, word by word, before anything is written."""

import re
from pathlib import Path

from tests.web.intake.person import STAGES, Office, stood

FROM_ELSEWHERE = (
    "编号,事项代码,经度,纬度,上报时间,问题来源,承办部门\n"
    "1,06010,113.601,33.4005,2026-03-01 08:00,市民随手拍,消防队\n2,06010,113.601,33.4005,2026-03-01 08:00,热线,\n"
)


def test_another_systems_stages_are_matched_word_by_word_before_anything_is_written(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "m.csv"
    path.write_text(STAGES, encoding="utf-8")
    address = office.hand_in("matters", path)
    page = office.client.get(address).text
    assert '<option value="status=已受理=accepted" selected>' in page
    assert '<option value="status=挂起=一=" >' in page or '<option value="status=挂起=一=">' in page
    columns = ("status=案件状态", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度", "opened=上报时间")
    checked = office.send(f"{address}/check", column=columns, word=("status=已受理=accepted", "status=挂起=一="))
    assert "no stage is chosen for “挂起=一”" in checked
    assert "Can be settled here" in checked
    assert '<a href="#words">' in checked
    assert '<details class="intake-columns" open>' in checked
    assert "“已受理” stands 1 times and is taken as: accepted." in checked
    again = office.send(f"{address}/check", column=columns, word=("status=已受理=accepted", "status=挂起=一=filed"))
    assert '<option value="status=挂起=一=filed" selected>' in again
    assert "Words without a stage" not in again
    assert "2 rows were added" in office.send(f"{address}/write")
    assert stood(office) == [("1", "filed"), ("2", "accepted")]


def test_steps_of_another_system_are_matched_checked_written_and_undone(office: Office, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(STAGES.replace("已受理", ""), encoding="utf-8")
    come = office.hand_in("matters", tmp_path / "m.csv")
    office.send(f"{come}/check", column=("status=", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度",
                                         "opened=上报时间"))  # fmt: skip
    office.send(f"{come}/write")
    steps = tmp_path / "steps.csv"
    steps.write_text("案件编号,办理环节,办理时间\n1,签收,2026-03-01 09:00\n3,受理,2026-03-01 09:00\n", encoding="utf-8")
    address = office.hand_in("histories", steps)
    columns = ("matter_ref=案件编号", "step=办理环节", "at=办理时间")
    checked = office.send(f"{address}/check", column=columns, word=("step=签收=accept", "step=受理=accept"))
    assert "“签收” stands 1 times and is taken as: Accept." in checked
    assert "Row 3: there is no matter “3”" in checked
    assert "1 rows were added" in office.send(f"{address}/write", keep_good="true")
    assert stood(office) == [("1", "accepted"), ("2", "reported")]
    batch = re.search(r"/intake/batches/[\w-]+", office.client.get("/intake").text)
    assert batch is not None
    assert "1 steps that this file added" in office.client.get(batch[0]).text
    office.send(f"{batch[0]}/undo", sure="true")
    assert stood(office) == [("1", "reported"), ("2", "reported")]


def test_sources_and_departments_of_another_system_are_matched_on_the_page(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text(FROM_ELSEWHERE, encoding="utf-8")
    address = office.hand_in("matters", path)
    page = office.client.get(address).text
    assert "Sources, word by word" in page
    assert '<option value="source=热线=hotline" selected>' in page
    assert '<option value="department=消防队=">no department</option>' in page
    columns = ("status=", "ref=编号", "matter_code=事项代码", "lon=经度", "lat=纬度", "opened=上报时间",
               "source=问题来源", "department=承办部门")  # fmt: skip
    checked = office.send(f"{address}/check", column=columns, word=("source=市民随手拍=", "department=消防队="))
    assert "“市民随手拍” stands 1 times, and no source is chosen for it" in checked
    assert "choose the department that each of these words stands for" in checked
    assert '<details class="intake-columns" open>' in checked
    again = office.send(f"{address}/check", column=columns, word=("source=市民随手拍=resident", "department=消防队="))
    assert "“市民随手拍” stands 1 times and is taken as the source: Resident." in again
    assert "Words without a source" not in again
    assert "2 rows were added" in office.send(f"{address}/write")
