"""`xunge assess` as a person runs it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from services.access.scope import scope_of
from services.access.tables import Person
from services.assessment.rubric.versions import add, approve
from services.database import act_as
from tests import town
from tests.services.assessment.place import MEASURES
from tests.web.cli.conftest import Command
from web.cli.console import owner_session

NAMED = ("--edition", "first", "--from", "2024-01-01", "--reason", "r", "--document", "1")


def approved() -> int:
    """The measures approved, as the office does on its page."""
    with owner_session() as session:
        person = session.scalars(select(Person).where(Person.login == "chief")).one()
        act_as(session, person.id)
        office = scope_of(session, person)
        version = add(session, office, MEASURES).id
        approve(session, office, version, "office, no. 1", date(2025, 1, 1), datetime(2024, 12, 1, tzinfo=UTC))
        return version


def test_a_quarter_is_opened_marked_reckoned_and_shown_step_by_step(xunge: Command, tmp_path: Path) -> None:
    """One matter in grid 1, late: −3 and −0.5, and its share in time is nought; no month of three handed in: −6."""
    matters = town.write_matters(tmp_path / "m.csv", [(50.0, 50.0, "2025-01-08 09:00", "2025-01-10 09:00", "")])
    assert xunge("db", "migrate").code == 0
    assert xunge("user", "add", "chief", "--role", "office").code == 0
    assert xunge("intake", "zones", str(town.write_zones(tmp_path / "z.geojson")), *NAMED).code == 0
    assert xunge("intake", "matters", str(matters)).code == 0
    assert xunge("assess", "show", "2025-Q1", "--json").report["error"]["code"] == "assessment.no_cycle"
    version = str(approved())
    opened = xunge("assess", "open", "2025-H1", "--rubric", version, "--json").report
    assert opened["parts"] == ["2025-Q1", "2025-Q2"]
    again = xunge("assess", "open", "2025-Q1", "--rubric", version, "--json").report
    assert again["error"]["code"] == "assessment.open_already"
    mark = ("assess", "mark", "2025-Q1", town.GRIDS[0], "attitude", "--reason", "seen", "--json")
    assert xunge(*mark, "--points", "21").report["error"]["code"] == "assessment.mark_points"
    assert xunge(*mark, "--points", "many").report["error"]["code"] == "assessment.points"
    assert xunge(*mark, "--points", "18").report["mark"] == 1
    runs = xunge("assess", "run", "2025-H1", "--json").report["runs"]
    assert [(r["cycle"], r["objects"]) for r in runs] == [("2025-Q1", 6), ("2025-Q2", 6), ("2025-H1", 6)]
    assert [r["entries"] for r in xunge("assess", "run", "2025-H1", "--json").report["runs"]] == [0, 0, 0]
    rows = xunge("assess", "show", "2025-Q1", "--json").report["rows"]
    told = {row["code"]: (row["rank"], row["of"], row["points"], row["grade"]) for row in rows}
    # 6.5 + 10 + 0 + 4 = 20.5 of 40 counts as 41; and 18. The others: 24 of 30, as 80 of 100.
    assert told[town.GRIDS[0]] == (4, 4, "59.00", "failed")
    assert told[town.GRIDS[3]][1:] == (4, "80.00", "passed")
    steps = xunge("assess", "show", "2025-Q1", "--zone", town.GRIDS[0], "--json").report["rows"]
    assert steps[0]["score"] == "100"
    assert Decimal(steps[-1]["score"]) == 59
    assert ("late: 1 × 3 = 3 off", 1) in [(step["said"], step.get("evidence")) for step in steps]
    tried = xunge("rubric", "rehearse", version, "--on", "2025-Q1", "--json").report
    assert all((one["rank"], one["points"]) == (one["rank_by_it"], one["points_by_it"]) for one in tried["moved"])
    assert len(tried["rank_stays"]) == 4
    nowhere = xunge("assess", "show", "2025-Q1", "--zone", "1", "--json").report
    assert nowhere["error"]["code"] == "assessment.object"
