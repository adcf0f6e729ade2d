"""Lives from a file: checked step by step, written set-wise, the rows exactly what the events add up to."""

from pathlib import Path

import pytest
from sqlalchemy import select

from services.errors import Invalid
from services.intake.read import read
from services.matters.life.histories import take_histories
from services.matters.life.state import fold
from services.matters.tables import Matter
from tests import town
from tests.services.matters.place import Town, at, of

HEAD = "编号,动作,时间,部门,缓办至,说明\n"
M0 = ["受理,2026-10-08 09:10,,,", "立案,2026-10-08 09:20,,,", "派遣,2026-10-08 09:30,cgk,,"]
DEFERRED = ["缓办,2026-10-08 11:00,,2026-10-12 08:30,等待材料", "处置,2026-10-12 09:00,,,"]


@pytest.fixture
def three(there: Town, tmp_path: Path) -> Town:
    """Three matters of a file, each reported at nine without a deadline."""
    rows = [(50.0, 50.0, "2026-10-08 09:00", "", "")] * 3
    town.take(there.session, "matters", town.write_matters(tmp_path / "m.csv", rows))
    return there


def bring(there: Town, folder: Path, lines: list[str]) -> int:
    path = folder / "h.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return take_histories(there.session, of(there.session, "office"), read(path), town.READING, there.terms)


def test_a_life_from_a_file_is_the_one_that_people_would_have_made(three: Town, tmp_path: Path) -> None:
    """The same figures as in deadlines/test_limits.py, where people make the moves."""
    lines = [f"M0,{line}" for line in (*M0, *DEFERRED)] + [
        "M1,作废,2026-10-08 09:05,,,重复",
        "M2,自行处置,2026-10-08 10:00,,,",
    ]
    assert bring(three, tmp_path, lines) == 7
    found = three.session.scalars(select(Matter.id).order_by(Matter.external_ref)).all()
    first = three.state(found[0])
    assert (first.stage, first.department, first.deferrals) == ("handled", "cgk", 1)
    assert first.due_at == at("2026-10-13 15:30")
    assert first.filing_due_at == at("2026-10-08 10:00")
    assert [three.state(m).stage for m in found] == ["handled", "voided", "handled"]
    for matter in found:
        assert three.state(matter) == fold(three.events(matter))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["M0,立案,2026-10-08 09:10,,,"], "row 2, M0: “File the case” can't follow, the matter is reported by then"),
        (["M0,受理,2026-10-08 08:59,,,"], "lies before what happened before it"),
        (["M9,受理,2026-10-08 09:10,,,"], "there is no matter “M9”"),
        (["M0,跳舞,2026-10-08 09:10,,,"], "row 2, “跳舞” can't be read"),
        (["M0,受理,gestern,,,"], "row 2, “gestern” can't be read"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_written(
    three: Town, tmp_path: Path, lines: list[str], said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        bring(three, tmp_path, lines)
    assert said in str(refused.value)
    assert set(three.session.scalars(select(Matter.seq))) == {1}
