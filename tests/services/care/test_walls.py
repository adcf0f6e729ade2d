"""Who sees a welfare visit: through the first wall, and behind the second without it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent, Person
from services.care.due import care_counts
from services.care.flags import interval_of, set_interval
from services.cluster.roles import Urls
from services.database import act_as, owner_engine
from services.errors import Forbidden
from services.geography.tables import Edition
from tests.services.care.conftest import PEOPLE, TODAY, ZONE, Town, scopes, settle

SEEN = {
    "office": ["H0", "H1", "H3", "H4"], "clerk": ["H0", "H1", "H3"], "chief": ["H0", "H1", "H3"], "li": ["H0", "H1"],
    "wu": ["H4"], "far": ["H4"],
}  # fmt: skip


@pytest.mark.parametrize("login", PEOPLE)
def test_each_role_reads_its_own_and_the_reading_is_on_record(cared: Town, login: str) -> None:
    if login not in SEEN:
        with pytest.raises(Forbidden, match="Welfare visits are seen by"):
            cared.listed(login)
        counted = care_counts(cared.session, cared.people[login], cared.edition, range(99), TODAY, ZONE)
        assert counted == ()
        return
    assert sorted(cared.listed(login)) == SEEN[login]
    record = cared.session.scalars(select(AuditEvent).where(AuditEvent.action == "care.list")).one()
    assert (record.person_id, record.detail["n"]) == (cared.people[login].person_id, len(SEEN[login]))


def test_the_interval_of_a_household_is_told_to_those_entitled(cared: Town) -> None:
    household = cared.session.execute(text("SELECT id FROM household WHERE external_ref = 'H0'")).scalar_one()
    told = {login: interval_of(cared.session, cared.people[login], household) for login in ("li", "eye", "hall")}
    assert told == {"li": 30, "eye": None, "hall": None}


@pytest.fixture
def people(fresh_urls: Urls, tmp_path: Path) -> dict[str, Scope]:
    """The town in a database of its own, committed; everybody's scope."""
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        settle(session, tmp_path)
        found = scopes(session)
    owner.dispose()
    return found


@pytest.mark.parametrize("login", PEOPLE)
def test_without_the_scope_the_second_wall_shows_no_more(people: dict[str, Scope], app: Engine, login: str) -> None:
    chosen = ("SELECT h.external_ref FROM household_care k JOIN household h ON h.id = k.household_id "
              "WHERE h.state <> 'vacant'")  # fmt: skip
    with Session(app) as session, session.begin():
        act_as(session, people[login].person_id)
        assert sorted(session.scalars(text(chosen))) == SEEN.get(login, [])
        # The same where the caller claims to see everything.
        claimed = Scope(people[login].person_id, "office", everything=True, grid_ids=())
        edition = session.scalars(select(Edition.id)).one()
        everywhere = Town(session, {"x": claimed}, edition).listed("x")
        assert sorted(everywhere) == SEEN.get(login, [])


def test_nobody_who_is_not_named_sees_any(people: dict[str, Scope], app: Engine) -> None:
    with Session(app) as session, session.begin():
        assert session.execute(text("SELECT count(*) FROM household_care")).scalar_one() == 0
        assert people


def test_a_leader_is_told_of_a_visit_recorded_elsewhere_and_of_no_other_household(
    people: dict[str, Scope], app: Engine, fresh_urls: Urls
) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        edition = session.scalars(select(Edition.id)).one()
        for ref in ("H0", "H4"):
            Town(session, people, edition).visit(ref, "2026-10-30 09:00", off_m=10)
    owner.dispose()
    with Session(app) as session, session.begin():
        act_as(session, people["li"].person_id)
        last = "SELECT count(*) FROM app.last_found(ARRAY(SELECT point_id FROM household_location), now(), 30)"
        asked = "SELECT count(*) FROM app.last_found(CAST(:ids AS uuid[]), now(), 30)"
        assert session.execute(text(last)).scalar_one() == 1
        session.execute(text("RESET ROLE"))
        ids = session.scalars(text("SELECT id FROM household")).all()
        session.execute(text("SET LOCAL ROLE xunge_app"))
        assert session.execute(text(asked), {"ids": ids}).scalar_one() == 1


@pytest.mark.parametrize(
    ("login", "forbidden"),
    [("clerk", "UPDATE household_care SET every_days = 1"), ("clerk", "DELETE FROM household_care"),
     ("clerk", "UPDATE household_care SET until = since, closed_by = NULL"),
     ("clerk", "INSERT INTO household_care (household_id, every_days, since) "
               "SELECT id, 7, '2026-10-01' FROM household WHERE external_ref = 'H2'"),
     ("eye", "INSERT INTO household_care (household_id, every_days, since, set_by) "
             "SELECT id, 7, '2026-10-01', app.person_id() FROM household WHERE external_ref = 'H2'")],
)  # fmt: skip
def test_nothing_is_overwritten_or_written_in_anothers_name(
    people: dict[str, Scope], app: Engine, login: str, forbidden: str
) -> None:
    with Session(app) as session:
        act_as(session, people[login].person_id)
        with pytest.raises(ProgrammingError, match=r"row-level security|permission denied"):
            session.execute(text(forbidden))


def test_staff_set_an_interval_through_the_wall(people: dict[str, Scope], app: Engine) -> None:
    with Session(app) as session, session.begin():
        clerk = session.scalars(select(Person).where(Person.login == "clerk")).one()
        act_as(session, clerk.id)
        edition = session.scalars(select(Edition.id)).one()
        set_interval(session, people["clerk"], edition, "H2", 7, TODAY)
        assert sorted(Town(session, people, edition).listed("clerk")) == ["H0", "H1", "H2", "H3"]
