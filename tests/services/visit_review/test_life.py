"""From a reason to a decision: who is heard, who decides, and what is never done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.cluster.roles import Urls
from services.database import act_as, owner_engine
from services.errors import DomainError
from services.geography.outlines import outlines
from services.geography.tables import Edition
from services.visit_review.life import Said, decide, reopen, reply
from services.visit_review.list import Asked, counts, list_reviews
from services.visit_review.tables import VisitReview, VisitReviewEvent
from tests import town
from tests.people import scopes
from tests.services.visit_review.place import settle, take_visits, visit

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=8)
PEOPLE = {
    "office": ("office", ()), "clerk": ("community", ("999901001001",)), "li": ("grid_leader", (town.GRIDS[0],)),
    "area": ("area_leader", ("999901001001",)), "wu": ("grid_leader", (town.GRIDS[3],)),
    "inspector": ("inspector", ("999901001001",)),
}  # fmt: skip


@pytest.fixture
def people(session: Session, tmp_path: Path) -> dict[str, Scope]:
    """Everybody's scope by login; V1 is a visit that Li made to grid 1, told from grid 3."""
    settle(session, tmp_path)
    take_visits(session, tmp_path, [visit("V0", 0), visit("V1", 1, (240, 0), 30), visit("V2", 2, (0, 60), 60)])
    return scopes(session, PEOPLE)


def refusal(act: object) -> str:
    with pytest.raises(DomainError) as told:
        act()  # type: ignore[operator]
    return told.value.code.removeprefix("visit_review.")


def test_from_a_reason_to_a_decision(session: Session, people: dict[str, Scope]) -> None:
    answered = reply(session, people["li"], "V1", Said(" The flat was empty, I rang from my way home. ", 1))
    assert (answered.state, answered.seq) == ("replied", 2)
    decided = decide(session, people["clerk"], "V1", "accepted", Said("Plausible.", 2), NOW)
    assert (decided.state, decided.outcome, decided.seq) == ("decided", "accepted", 3)
    events = session.execute(
        select(VisitReviewEvent.act, VisitReviewEvent.note, VisitReviewEvent.person_id)
        .where(VisitReviewEvent.visit_id == decided.visit_id).order_by(VisitReviewEvent.seq)
    ).all()  # fmt: skip
    assert [tuple(e) for e in events] == [
        ("open", None, None),
        ("reply", "The flat was empty, I rang from my way home.", people["li"].person_id),
        ("decide", "Plausible.", people["clerk"].person_id),
    ]
    opened = reopen(session, people["office"], "V1", Said("The flat is let, says the register.", 3))
    assert (opened.state, opened.outcome) == ("replied", None)
    acts = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "V1")).all()
    assert acts == ["visit_review.reply", "visit_review.decide", "visit_review.reopen"]


def test_nobody_is_struck_unheard(session: Session, people: dict[str, Scope]) -> None:
    clerk = people["clerk"]
    assert refusal(lambda: decide(session, clerk, "V1", "struck", Said("Too far.", 1), NOW)) == "unheard"
    assert refusal(lambda: decide(session, clerk, "V1", "accepted", Said("Fine.", 1), NOW)) == "no_answer"
    assert decide(session, clerk, "V1", "struck", Said("No answer in a week.", 1), LATER).outcome == "struck"
    reply(session, people["li"], "V2", Said("I stood in the yard.", 1))
    assert decide(session, clerk, "V2", "struck", Said("There is no yard.", 2), NOW).outcome == "struck"


def test_who_answers_and_who_decides(session: Session, people: dict[str, Scope]) -> None:
    for login in ("clerk", "office", "inspector"):
        assert refusal(lambda who=login: reply(session, people[who], "V1", Said("x", 1))) == "not_yours"
    for login in ("li", "area", "inspector"):
        assert refusal(lambda who=login: decide(session, people[who], "V1", "kept", Said("x", 1), NOW)) == "role"
    assert refusal(lambda: reply(session, people["wu"], "V2", Said("x", 1))) == "none"
    assert refusal(lambda: reopen(session, people["clerk"], "V1", Said("x", 1))) == "reopen"
    assert refusal(lambda: reopen(session, people["office"], "V1", Said("x", 1))) == "not_decided"
    # An answer by the area's leader counts for the visitor's side too.
    assert reply(session, people["area"], "V1", Said("I sent Li there by telephone.", 1)).state == "replied"


def test_whoever_made_a_visit_does_not_decide_on_it(session: Session, people: dict[str, Scope]) -> None:
    li = people["li"]
    as_clerk = Scope(li.person_id, "community", everything=False, grid_ids=li.grid_ids)
    assert refusal(lambda: decide(session, as_clerk, "V2", "kept", Said("x", 1), NOW)) == "own"


def test_steps_need_words_a_fresh_look_and_an_open_review(session: Session, people: dict[str, Scope]) -> None:
    li, clerk = people["li"], people["clerk"]
    assert refusal(lambda: reply(session, li, "V1", Said(" ", 1))) == "note"
    assert refusal(lambda: reply(session, li, "V1", Said("x", 2))) == "moved"
    assert refusal(lambda: decide(session, clerk, "V1", "fined", Said("x", 1), NOW)) == "outcome"
    decide(session, clerk, "V1", "kept", Said("Known yard.", 1), NOW)
    assert refusal(lambda: reply(session, li, "V1", Said("x", 2))) == "decided"
    assert refusal(lambda: decide(session, clerk, "V1", "kept", Said("x", 2), NOW)) == "decided"


def test_lists_keep_to_the_scope_and_the_filter(session: Session, people: dict[str, Scope]) -> None:
    edition = session.scalars(select(Edition.id)).one()

    def refs(login: str, asked: Asked = Asked()) -> list[str]:
        return [row.ref for row in list_reviews(session, people[login], edition, asked).rows]

    # Grid 4's leader sees neither; whoever answers for the address sees a visit that was told from elsewhere.
    assert [refs(login) for login in ("office", "li", "wu")] == [["V2", "V1"], ["V2", "V1"], []]
    assert refs("office", Asked(reason="away")) == ["V2"]
    assert refs("office", Asked(states=("decided",))) == []
    assert refs("office", Asked(device="d1", visitor="li", text="v1")) == ["V1"]
    grids = {code: zone for zone, code in _grids(session)}
    assert refs("office", Asked(zone_id=grids[town.GRIDS[0]])) == ["V2", "V1"]
    assert refs("office", Asked(zone_id=grids[town.GRIDS[2]])) == []
    assert counts(session, people["li"]) == {"open": 2}


def _grids(session: Session) -> list[tuple[int, str]]:
    edition = session.scalars(select(Edition.id)).one()
    return [(one.zone_id, one.code) for one in outlines(session, edition)]


def test_the_second_wall(fresh_urls: Urls, app: Engine, tmp_path: Path) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        settle(session, tmp_path)
        take_visits(session, tmp_path, [visit("V1", 1, (240, 0), 30), visit("V2", 2, (0, 60), 60, visitor="wu")])
        ids = {login: add_person(session, NewPerson(login, login, role, zones), "a long password").id
               for login, (role, zones) in PEOPLE.items()}  # fmt: skip
    owner.dispose()

    def seen(login: str) -> list[str]:
        with Session(app) as session, session.begin():
            act_as(session, ids[login])
            return list(session.scalars(select(VisitReview.ref).order_by(VisitReview.ref)))

    # Wu made V2 in Li's grid, and is heard.
    assert {login: seen(login) for login in ("office", "li", "wu")} == {
        "office": ["V1", "V2"], "li": ["V1", "V2"], "wu": ["V2"]}  # fmt: skip
    with Session(app) as session, session.begin():
        act_as(session, ids["wu"])
        person = Scope(ids["wu"], "grid_leader", everything=False, grid_ids=())
        reply(session, person, "V2", Said("I stood in for Li.", 1))
        assert session.scalar(select(func.count()).select_from(VisitReviewEvent)) == 2
    with Session(app) as session:
        act_as(session, ids["office"])
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(delete(VisitReviewEvent))
