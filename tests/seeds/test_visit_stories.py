"""The visitor who never left the armchair and the device in GCJ-02 are found when the town's visits come in."""

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import any_, func, literal, select
from sqlalchemy.orm import Session

from seeds.town.people import leader_of
from seeds.town.stories import ARMCHAIR, SHIFTED
from services.intake import points
from services.intake.base_map import Choices, take_base_map
from services.intake.cells import Reading
from services.intake.read import read, sha256
from services.visit_review.device_file import findings
from services.visit_review.tables import VisitReview
from tests.seeds.conftest import Town

# The grid next to each tells what is not planted.
GRIDS = (ARMCHAIR, SHIFTED, f"{ARMCHAIR[:-3]}005", f"{SHIFTED[:-3]}003")
LEADERS = {leader_of(code): code for code in GRIDS}


def test_both_are_found_and_their_neighbours_are_left_in_peace(session: Session, town: Town, tmp_path: Path) -> None:
    visits = [row for row in town.rows("visits") if row["走访人"] in LEADERS and row["类型"] == "走访"]
    named = {row["户编号"] for row in visits}
    buildings = town.folder / "buildings.geojson"
    take_base_map(session, "buildings", read(buildings), sha256(buildings), Choices())
    take(session, "households", tmp_path, [row for row in town.rows("households") if row["编号"] in named])
    take(session, "visits", tmp_path, visits)
    (device,) = findings(session)
    assert (device.row.device, device.row.frame) == (f"d{SHIFTED[9:]}", "gcj02")
    counted = (
        select(VisitReview.visitor, func.count()).where(VisitReview.state != "decided").group_by(VisitReview.visitor)
    )
    flagged = dict(row._tuple() for row in session.execute(counted))
    made = {who: sum(row["走访人"] == who for row in visits) for who in LEADERS}
    assert flagged[leader_of(ARMCHAIR)] == made[leader_of(ARMCHAIR)]
    assert all(flagged.get(who, 0) <= 0.03 * made[who] for who in LEADERS if who != leader_of(ARMCHAIR))
    chair = select(func.count()).where(
        VisitReview.visitor == leader_of(ARMCHAIR), literal("armchair") == any_(VisitReview.reasons)
    )
    assert session.scalar(chair) == made[leader_of(ARMCHAIR)]


def take(session: Session, subject: str, folder: Path, rows: list[dict[str, str]]) -> None:
    """Take rows of the town in as a file of their own."""
    path = folder / f"{subject}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    choices = points.Choices(Reading(ZoneInfo("Asia/Shanghai")))
    points.take_points(session, subject, read(path), sha256(path), choices)
