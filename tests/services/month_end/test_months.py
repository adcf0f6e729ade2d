"""A month from its leader to the community's staff and back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.cluster.roles import Urls
from services.database import act_as, owner_engine
from services.errors import DomainError
from services.geography.tables import Edition
from services.month_end.months import Wanted, events_of, month_due, month_named, months_of, open_to, take_step
from services.month_end.tables import MonthReport
from tests import town
from tests.people import scopes
from tests.services.visit_review.place import settle, take_visits, visit

ZONE = town.READING.zone
OCTOBER = month_named("2026-10", ZONE)
IN_TIME, LATE = datetime(2026, 10, 30, 9, tzinfo=UTC), datetime(2026, 11, 2, 9, tzinfo=UTC)
GRID = town.GRIDS[0]
PEOPLE = {"office": ("office", ()), "clerk": ("community", ("999901001001",)), "li": ("grid_leader", (GRID,)),
          "wu": ("grid_leader", (town.GRIDS[3],))}  # fmt: skip


@pytest.fixture
def people(session: Session, tmp_path: Path) -> dict[str, Scope]:
    """Everybody's scope by login; in October two of the ten households of grid 1 were visited, one of them twice."""
    settle(session, tmp_path)
    take_visits(session, tmp_path, [visit("V0", 0), visit("V1", 1, (0, 120), 30), visit("V2", 1, (0, 0), 600)])
    return scopes(session, PEOPLE)


def step(session: Session, scope: Scope, act: str, seen: int, now: datetime, note: str = "", code: str = GRID) -> str:
    """Take a step. Returns the state after it, or the code of the refusal."""
    edition = session.scalars(select(Edition.id)).one()
    try:
        return take_step(session, scope, edition, code, OCTOBER, Wanted(act, seen, note), now).state
    except DomainError as refused:
        return refused.code.removeprefix("month_end.")


def test_a_month_is_handed_in_sent_back_mended_and_verified(session: Session, people: dict[str, Scope]) -> None:
    edition = session.scalars(select(Edition.id)).one()
    li, clerk = people["li"], people["clerk"]
    (before,) = months_of(session, li, edition, OCTOBER, IN_TIME)
    assert before.state == "missing"
    assert before.now == {"households": 10, "reached": 2, "visits": 3, "patrols": 0, "reported": 0, "open": 0,
                          "reviews": 1}  # fmt: skip
    assert open_to(session, li, before, OCTOBER, IN_TIME) == ["hand_in"]
    assert step(session, li, "hand_in", 0, IN_TIME) == "handed_in"
    assert step(session, clerk, "send_back", 1, IN_TIME) == "note"
    assert step(session, clerk, "send_back", 1, IN_TIME, "Ring at H5 again.") == "sent_back"
    assert step(session, li, "hand_in", 2, LATE, "Nobody there.") == "handed_in"
    assert step(session, clerk, "verify", 3, LATE) == "verified"
    found = months_of(session, people["office"], edition, OCTOBER, LATE, GRID)[0]
    # It was first handed in in time; that it was mended later does not make it late.
    assert (found.state, found.late, found.report and found.report.figures["reached"]) == ("verified", False, 2)
    assert [(e.act, e.person, e.note) for e in events_of(session, found.grid.zone_id, OCTOBER)] == [
        ("hand_in", "Li", None), ("send_back", "Clerk", "Ring at H5 again."), ("hand_in", "Li", "Nobody there."),
        ("verify", "Clerk", None),
    ]  # fmt: skip


def test_late_is_seen_whether_or_not_it_was_handed_in(session: Session, people: dict[str, Scope]) -> None:
    edition = session.scalars(select(Edition.id)).one()
    step(session, people["li"], "hand_in", 0, LATE)
    rows = months_of(session, people["office"], edition, OCTOBER, LATE)
    assert [(one.state, one.late) for one in rows] == [("handed_in", True), *[("missing", True)] * 3]
    assert [one.late for one in months_of(session, people["wu"], edition, OCTOBER, IN_TIME)] == [False]


def test_who_takes_which_step_and_when(session: Session, people: dict[str, Scope]) -> None:
    li, clerk = people["li"], people["clerk"]
    assert step(session, li, "hand_in", 0, datetime(2026, 10, 20, tzinfo=UTC)) == "early"
    assert step(session, clerk, "hand_in", 0, IN_TIME) == "hand_in"
    assert step(session, clerk, "verify", 0, IN_TIME) == "state"
    assert step(session, people["wu"], "hand_in", 0, IN_TIME) == "none"
    step(session, li, "hand_in", 0, IN_TIME)
    assert step(session, li, "verify", 1, IN_TIME) == "verify"
    assert step(session, clerk, "verify", 0, IN_TIME) == "moved"
    as_clerk = Scope(li.person_id, "community", everything=False, grid_ids=li.grid_ids)
    assert step(session, as_clerk, "verify", 1, IN_TIME) == "own"


def test_the_month_that_is_due(session: Session) -> None:
    # The running month from its last week on, else the one before; by the town's own midnight.
    due = [month_due(datetime(2026, 10, day, hour, tzinfo=UTC), ZONE) for day, hour in ((1, 0), (24, 15), (24, 16))]
    assert due == ["2026-09", "2026-09", "2026-10"]
    with pytest.raises(DomainError, match="is no month"):
        month_named("2026-13", ZONE)


def test_the_second_wall(fresh_urls: Urls, app: Engine, tmp_path: Path) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        settle(session, tmp_path)
        ids = {login: add_person(session, NewPerson(login, login, role, zones), "a long password").id
               for login, (role, zones) in PEOPLE.items()}  # fmt: skip
        act_as(session, ids["li"])
        grids = session.connection().exec_driver_sql("SELECT app.my_grids()").scalar_one()
    owner.dispose()
    with Session(app) as session, session.begin():
        act_as(session, ids["li"])
        li = Scope(ids["li"], "grid_leader", everything=False, grid_ids=tuple(grids))
        assert step(session, li, "hand_in", 0, IN_TIME) == "handed_in"
    for login, seen in (("wu", 0), ("clerk", 1), ("office", 1)):
        with Session(app) as session, session.begin():
            act_as(session, ids[login])
            assert len(session.scalars(select(MonthReport)).all()) == seen
