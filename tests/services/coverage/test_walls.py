"""What others see of coverage, behind the second wall."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import scope_of
from services.access.tables import Person
from services.cluster.roles import Urls
from services.coverage.addresses import Place, addresses
from services.coverage.cycles import cycle
from services.coverage.levels import table
from services.coverage.statements import Said, decide, state
from services.coverage.tables import CoverageGrid
from services.database import act_as, owner_engine
from services.errors import NotFound
from tests import town
from tests.services.coverage.conftest import opened, settle
from tests.services.coverage.test_levels import END


@pytest.fixture
def filled(fresh_urls: Urls, tmp_path: Path) -> int:
    """October with one visit to H0, recorded outside its grid, and one to H5; the edition's number."""
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        settle(session, tmp_path)
        made = opened(session)
        made.visit("H0", "2026-10-02 09:00", off_m=-500)
        made.visit("H5", "2026-10-02 09:00")
        add_person(session, NewPerson("li", "Li", "grid_leader", (town.GRIDS[0],)), "a long password")
        add_person(session, NewPerson("wang", "Wang", "community", (town.GRIDS[0][:12],)), "a long password")
        add_person(session, NewPerson("fo", "Forum", "forum", (town.GRIDS[0],)), "a long password")
        edition = made.place.edition_id
    owner.dispose()
    return edition


def test_a_leader_sees_their_own_grid_and_a_visit_recorded_elsewhere(filled: int, app: Engine) -> None:
    with Session(app) as session, session.begin():
        person = session.scalars(select(Person).where(Person.login == "li")).one()
        act_as(session, person.id)
        scope, place = scope_of(session, person), Place(cycle(session, "2026-10"), filled)
        found = table(session, scope, place, "grid", END)
        assert [(z.code, one.expected, one.visited) for z, one in found.zones] == [(town.GRIDS[0], 5, 1)]
        assert session.scalar(select(func.count()).select_from(CoverageGrid)) == 1
        # The function keeps to the person's grids, whatever it is asked for.
        every = session.scalars(text("SELECT ref FROM app.addresses_in(:c, :e, :g)"),
                                {"c": place.cycle.id, "e": filled, "g": list(range(10_000))}).all()  # fmt: skip
        assert sorted(every) == ["H0", "H1", "H2", "H3", "H4"]
        own = addresses(session, scope, place, scope.grid_ids)
        assert [(a.ref, a.state, a.verified) for a in own][:2] == [("H0", "collected", False), ("H1", "missing", False)]
        with pytest.raises(NotFound, match="H5 is not among"):
            state(session, scope, place, Said("H5", "excluded", "double", "1"))


def test_a_statement_is_made_by_one_and_decided_by_another_through_the_wall(filled: int, app: Engine) -> None:
    with Session(app) as session, session.begin():
        li, wang = (session.scalars(select(Person).where(Person.login == n)).one() for n in ("li", "wang"))
        act_as(session, li.id)
        place = Place(cycle(session, "2026-10"), filled)
        made = state(session, scope_of(session, li), place, Said("H1", "excluded", "double", "1"))
        act_as(session, wang.id)
        decide(session, scope_of(session, wang), made.id, approve=True)
        own = addresses(session, scope_of(session, wang), place, scope_of(session, wang).grid_ids)
        assert {a.ref: a.state for a in own}["H1"] == "excluded"


def test_nobody_decides_on_their_own_statement_nor_writes_what_is_derived(filled: int, app: Engine) -> None:
    for forbidden in (
        "UPDATE address_statement SET approved = true, decided_at = now(), decided_by = app.person_id()",
        "UPDATE coverage_grid SET verified = expected",
        "SELECT app.recount_grids(NULL, NULL, NULL, now())",
        "SELECT * FROM app.covered(CAST(NULL AS coverage_cycle), NULL)",
    ):
        with Session(app) as session:
            li = session.scalars(select(Person).where(Person.login == "li")).one()
            act_as(session, li.id)
            state(session, scope_of(session, li), Place(cycle(session, "2026-10"), filled),
                  Said("H1", "excluded", "double", "1"))  # fmt: skip
            with pytest.raises(ProgrammingError, match=r"row-level security|permission denied"):
                session.execute(text(forbidden))


def test_the_forum_sees_none_of_it(filled: int, app: Engine) -> None:
    with Session(app) as session, session.begin():
        act_as(session, session.scalars(select(Person.id).where(Person.login == "fo")).one())
        assert session.scalar(select(func.count()).select_from(CoverageGrid)) == 0
        rows = session.execute(
            text("SELECT * FROM app.addresses_in(1, :e, :g)"), {"e": filled, "g": list(range(10_000))}
        )
        assert rows.all() == []
