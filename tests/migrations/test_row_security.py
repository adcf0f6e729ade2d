"""Row-level security costs no index: plans on a table where a careless planner would read everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from geo.quadkey import quadkeys
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.database import act_as, app_engine, owner_engine
from services.locating.counts import counts, outsiders
from services.locating.reach import in_reach, nearest_in_reach
from services.locating.tables import MatterLocation
from tests import database
from tests.migrations import crowd

Plan = dict[str, Any]
TILE = """
SELECT m.geom FROM matter_location l JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = 1 AND l.quadkey >= :first AND l.quadkey < :beyond
"""
# The zoom-18 tile around a place in the grid of the leader: 59 along 40 a row, so row 1, column 19.
AT = int(quadkeys(crowd.WEST + 19.5 * crowd.WIDTH, crowd.SOUTH + 1.5 * crowd.WIDTH)[()]) >> 4
IN_TILE = {"first": AT << 4, "beyond": (AT + 1) << 4}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The crowd, as the web sees it."""
    with database.cloned("crowd") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            crowd.gather(session)
        owner.dispose()
        app = app_engine(urls.app)
        yield app
        app.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A transaction of the app's role."""
    with Session(engine) as made:
        yield made


def as_role(session: Session, role: str) -> Scope:
    """Name the person of a role to the transaction."""
    act_as(session, crowd.PEOPLE[role])
    return scope_of(session, session.get_one(Person, crowd.PEOPLE[role]))


def nodes(plan: Plan) -> Iterator[Plan]:
    """A plan's nodes, from the top."""
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def explained(session: Session, statement: Any, given: dict[str, Any] | None = None) -> list[Plan]:
    """The nodes of a statement's plan, run."""
    if not isinstance(statement, str):
        compiled = statement.compile(session.connection(), compile_kwargs={"literal_binds": True})
        statement = str(compiled)
    found = session.execute(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"), given).scalar_one()
    return list(nodes(found[0]["Plan"]))


def scans(plan: list[Plan], table: str) -> set[str]:
    """The indexes by which a table is read, or the name of the node that reads it whole."""
    read = [n for n in plan if n.get("Relation Name") == table and n["Node Type"] != "Bitmap Heap Scan"]
    bitmaps = [n for n in plan if n["Node Type"] == "Bitmap Index Scan"]
    return {str(n.get("Index Name", n["Node Type"])) for n in read + bitmaps}


@pytest.mark.parametrize("role", crowd.PEOPLE)
def test_a_tile_is_read_by_its_range_whoever_asks(session: Session, role: str) -> None:
    as_role(session, role)
    plan = explained(session, TILE, IN_TILE)
    assert plan[0]["Actual Rows"] > 0 or role == "community"
    assert scans(plan, "matter_location") >= {"ix_matter_location_quadkey"}
    assert scans(plan, "matter") >= {"pk_matter"}
    assert not any("Seq Scan" in n["Node Type"] for n in plan)


def test_the_scope_is_worked_out_once_a_statement_not_once_a_row(session: Session) -> None:
    as_role(session, "grid_leader")
    plan = explained(session, "SELECT count(*) FROM matter_location WHERE edition_id = 1")
    read = next(n for n in plan if n.get("Relation Name") == "matter_location")
    assert read["Rows Removed by Filter"] > 25_000
    once = [n for n in plan if n.get("Parent Relationship") == "InitPlan"]
    assert len(once) == 3
    assert all(n["Actual Loops"] <= 2 for n in once)
    assert "my_grids" not in read["Filter"]


def test_without_the_scope_in_the_query_the_wall_behind_it_reads_everything(session: Session) -> None:
    """What the first wall is for: the planner can't know beforehand that the person is no office."""
    as_role(session, "grid_leader")
    plan = explained(session, "SELECT count(*) FROM matter_location WHERE edition_id = 1")
    assert any("Seq Scan" in n["Node Type"] for n in plan)


@pytest.mark.parametrize(("role", "most"), [("grid_leader", 200), ("community", 3000)])
def test_with_the_scope_in_the_query_only_its_grids_are_read(session: Session, role: str, most: int) -> None:
    scope = as_role(session, role)
    chosen = select(MatterLocation.point_id).where(MatterLocation.edition_id == 1, in_reach(scope, MatterLocation))
    plan = explained(session, chosen)
    assert scans(plan, "matter_location") == {"ix_matter_location_grid", "ix_matter_location_outside"}
    assert plan[0]["Actual Rows"] <= most


def test_the_few_points_outside_are_read_by_an_index_of_their_own(session: Session) -> None:
    scope = as_role(session, "community")
    chosen = select(MatterLocation.point_id).where(
        MatterLocation.edition_id == 1, nearest_in_reach(scope, MatterLocation)
    )
    plan = explained(session, chosen)
    assert scans(plan, "matter_location") == {"ix_matter_location_outside"}
    assert plan[0]["Actual Rows"] == 25


def test_a_point_asks_for_its_own_places_alone(session: Session) -> None:
    as_role(session, "grid_leader")
    plan = explained(session, "SELECT * FROM matter WHERE external_ref = 'm1'")
    assert scans(plan, "matter_location") <= {"ix_matter_location_point", "pk_matter_location"}
    assert not any("Seq Scan" in n["Node Type"] for n in plan)


def test_points_outside_add_up_over_the_people_who_answer_for_them(session: Session) -> None:
    """Outside points 0..399 are nearest to grids 1..400 in turn, so community 3 (grids 51..75) answers for 25."""
    seen = {}
    for role in crowd.PEOPLE:
        scope = as_role(session, role)
        found = counts(session, scope, "matter", 1)
        assert found.outside == len(outsiders(session, scope, "matter", 1))
        assert found.all == session.scalar(text("SELECT count(*) FROM matter_location"))
        assert found.all == session.scalar(text("SELECT count(*) FROM matter"))
        seen[role] = found.outside
        session.rollback()
    assert seen == {"office": 400, "community": 25, "grid_leader": 1}
