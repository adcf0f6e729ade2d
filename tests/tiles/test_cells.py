"""The counts by cell follow the places, whoever writes and however; versions are raised with them, and only then."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import town
from tests.tiles.conftest import Drawn

COUNTED = "SELECT kind, edition_id, cell, grid_id, n, doubtful, sum_x, sum_y, ref FROM point_cell ORDER BY 2, 3, 4"
# The same, worked out anew.
WORKED_OUT = """
SELECT 'household', edition_id, quadkey / 16, coalesce(grid_id, nearest_grid_id, 0) AS g, count(*),
       count(*) FILTER (WHERE doubtful), sum(tile_x::float8), sum(tile_y::float8), min(ref COLLATE "C")
FROM household_location GROUP BY 2, 3, g ORDER BY 2, 3, 4
"""
WRITES = {
    "a place is moved": "UPDATE household_location SET quadkey = quadkey + 64, tile_x = tile_x + 9 WHERE ref = 'H0'",
    "a place is in doubt": "UPDATE household_location SET doubtful = true WHERE ref IN ('H1', 'H2')",
    "a place is outside": "UPDATE household_location SET nearest_grid_id = grid_id, grid_id = NULL WHERE ref = 'H3'",
    "a household is deleted": "DELETE FROM household WHERE external_ref = 'H0'",
    "all places are deleted": "DELETE FROM household_location",
    "all are cleared away": "TRUNCATE household_location",
}


def version(session: Session, layer: str) -> int:
    return int(session.execute(text("SELECT version FROM layer_version WHERE layer = :l"), {"l": layer}).scalar_one())


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_counts_are_those_of_the_places(drawn_town: Drawn, write: str) -> None:
    with Session(drawn_town.owner) as session:
        session.execute(text(write))
        session.commit()
        assert session.execute(text(COUNTED)).all() == session.execute(text(WORKED_OUT)).all()


# Many in few cells: what leaves takes a cell's first reference along or not, and some cells are left empty.
RUN = (
    "DELETE FROM household WHERE external_ref IN ('H0', 'H7', 'H8')",
    "UPDATE household_location SET quadkey = quadkey + 16, tile_x = tile_x + 9, tile_y = tile_y + 3 WHERE ref > 'H3'",
    "UPDATE household_location SET ref = 'A' || ref WHERE ref < 'H2'",
    "UPDATE household_location SET ref = 'Z' || ref WHERE ref < 'H2'",
    "UPDATE household_location SET nearest_grid_id = grid_id, grid_id = NULL WHERE ref LIKE '%5'",
    "DELETE FROM household_location WHERE quadkey / 16 IN (SELECT min(quadkey) / 16 FROM household_location)",
    "DELETE FROM household",
)


def test_counts_stay_those_of_the_places_through_a_run_of_writes(drawn_town: Drawn, tmp_path: Path) -> None:
    crowd = town.write_households(tmp_path / "crowd.csv", [(3.0 * i, 3.0 * (i % 17)) for i in range(130)])
    crowd.write_text(crowd.read_text(encoding="utf-8").replace("\nH", "\nH9"), encoding="utf-8")
    with Session(drawn_town.owner) as session:
        assert town.take(session, "households", crowd).added == 130
        for write in (*RUN[:1], *RUN):
            assert session.execute(text(COUNTED)).all() == session.execute(text(WORKED_OUT)).all(), write
            session.execute(text(write))
        assert session.execute(text(COUNTED)).all() == []


def test_a_transaction_raises_a_version_once_and_leaves_others_alone(drawn_town: Drawn) -> None:
    with Session(drawn_town.owner) as session:
        before = {layer: version(session, layer) for layer in ("households", "matters", "zones")}
        session.commit()
        for _ in range(3):
            session.execute(text("UPDATE household_location SET doubtful = NOT doubtful"))
        session.commit()
        after = {layer: version(session, layer) for layer in before}
    assert after == {**before, "households": before["households"] + 1}
