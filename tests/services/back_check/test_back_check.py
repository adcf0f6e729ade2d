"""A back-check from draw to proof, on a real register."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from geo.coverage.bound import covered_at_least
from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.back_check.draw import Asked, back_check, draw, drawn_again, households, size
from services.back_check.proof import answer, proof, sample
from services.back_check.tables import BackCheck, BackCheckAddress
from services.cluster.roles import Urls
from services.database import act_as, owner_engine
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography.tables import Edition
from services.register.editions import Freezing, freeze
from services.register.tables import Household
from tests import town

# Forty in grid 1, twenty in grid 2, four west of all grids.
HOMES = (
    [(2.0 + 2.4 * i, 50.0) for i in range(40)]
    + [(105.0 + 4 * i, 30.0) for i in range(20)]
    + [(-9.0, 5.0 * i) for i in range(4)]
)
GIVEN = Freezing("census", date(2026, 9, 30))


def settle(session: Session, folder: Path) -> None:
    """The town with its households."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    town.take(session, "households", town.write_households(folder / "h.csv", HOMES))


@pytest.fixture
def office(session: Session, tmp_path: Path) -> Scope:
    """The office's scope, in the town."""
    settle(session, tmp_path)
    person = add_person(session, NewPerson("office", "Office", "office"), "a long password")
    return Scope(person.id, "office", everything=True, grid_ids=())


@pytest.fixture
def asked(session: Session, office: Scope) -> Asked:
    """The whole of a frozen register."""
    return Asked(freeze(session, office, GIVEN).id, session.scalars(select(Edition.id)).one())


def test_a_zone_draws_from_its_grids_and_the_whole_from_all(session: Session, office: Scope, asked: Asked) -> None:
    counted = {zone: households(session, office, Asked(asked.register, asked.boundaries, zone))
               for zone in ("", "999901001001", *town.GRIDS[:3])}  # fmt: skip
    assert counted == {"": 64, "999901001001": 60, town.GRIDS[0]: 40, town.GRIDS[1]: 20, town.GRIDS[2]: 0}


def test_from_draw_to_proof(session: Session, office: Scope, asked: Asked) -> None:
    made = draw(session, office, asked, " 2026-11-25 no. 7 ")
    drawn = sample(session, office, made.id)
    assert (made.seed, made.households, len(drawn)) == ("2026-11-25 no. 7", 64, size(asked, 64))
    # Nothing answered yet proves nothing: all of the sample counts as missed.
    assert proof(session, office, made.id).at_least == 0
    answer(session, office, made.id, {one.ref: True for one in drawn[1:]}, "office")
    found = proof(session, office, made.id)
    assert (found.missed, found.unanswered) == (0, 1)
    assert found.at_least == covered_at_least(64, len(drawn), 1, Decimal("0.95"), "spread")
    answer(session, office, made.id, {drawn[0].ref: True}, "office")
    # At most 5 % of 64, which is 3, are missed: 61 of 64 are 95.3125 %, said as 95.3.
    found = proof(session, office, made.id)
    assert (found.unanswered, found.at_least, found.per_cent) == (0, 61, Decimal("95.3"))
    events = session.scalars(select(AuditEvent.action).where(AuditEvent.action.startswith("back_check"))).all()
    assert sorted(events) == ["back_check.answer"] * 2 + ["back_check.draw", "back_check.sample"]


def test_an_answer_is_given_once_and_all_or_none(session: Session, office: Scope, asked: Asked) -> None:
    made = draw(session, office, asked, "seed")
    first, second, *_ = sample(session, office, made.id)
    answer(session, office, made.id, {first.ref: False}, "office")
    with pytest.raises(Conflict, match=f"{first.ref} has its answer already"):
        answer(session, office, made.id, {second.ref: True, first.ref: True}, "office")
    with pytest.raises(NotFound, match="X9 is not in the sample"):
        answer(session, office, made.id, {second.ref: True, "X9": True}, "office")
    told = {one.ref: one.covered for one in sample(session, office, made.id)}
    assert (told[first.ref], told[second.ref]) == (False, None)


def test_the_seed_draws_the_same_again_and_another_seed_another(session: Session, office: Scope, asked: Asked) -> None:
    one, other = draw(session, office, asked, "one"), draw(session, office, asked, "other")
    assert drawn_again(session, office, one.id)
    refs = [[a.ref for a in sample(session, office, made.id)] for made in (one, other)]
    assert refs[0] != refs[1]
    session.execute(update(BackCheck).where(BackCheck.id == one.id).values(seed="other"))
    session.expire_all()
    assert not drawn_again(session, office, one.id)


def test_the_draw_is_blind_to_what_the_first_visits_found(session: Session, office: Scope, asked: Asked) -> None:
    before = [a.ref for a in sample(session, office, draw(session, office, asked, "blind").id)]
    session.execute(update(Household).values(state="vacant", address="somewhere else"))
    assert [a.ref for a in sample(session, office, draw(session, office, asked, "blind").id)] == before


def test_what_cannot_be_drawn_is_refused_in_a_sentence(session: Session, office: Scope, asked: Asked) -> None:
    def refused(seed: str = "seed", **changed: object) -> str:
        given = {"register": asked.register, "boundaries": asked.boundaries} | changed
        with pytest.raises((Invalid, NotFound)) as told:
            draw(session, office, Asked(**given), seed)  # type: ignore[arg-type]
        return told.value.code

    assert refused(seed=" ") == "back_check.seed"
    assert refused(zone=town.GRIDS[3]) == "back_check.nobody"
    assert refused(zone="1") == "back_check.zone"
    assert refused(register=99) == "register.none"
    assert refused(confidence=Decimal(1)) == "back_check.share"
    assert refused(allowed=4) == "back_check.allowed"
    with pytest.raises(NotFound, match="no back-check number 99"):
        back_check(session, 99)


def test_only_the_office_knows_the_sample(session: Session, office: Scope, asked: Asked) -> None:
    number = draw(session, office, asked, "seed").id
    leader = Scope(office.person_id, "grid_leader", everything=False, grid_ids=(1,))
    for act in (
        lambda: draw(session, leader, asked, "seed"),
        lambda: sample(session, leader, number),
        lambda: proof(session, leader, number),
        lambda: answer(session, leader, number, {}, "office"),
        lambda: drawn_again(session, leader, number),
        lambda: households(session, leader, asked),
    ):
        with pytest.raises(Forbidden, match="nobody else may know"):
            act()


def test_the_second_wall_keeps_the_sample_from_everybody_else(fresh_urls: Urls, app: Engine, tmp_path: Path) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        settle(session, tmp_path)
        office = add_person(session, NewPerson("office", "Office", "office"), "a long password").id
        leader = add_person(session, NewPerson("li", "Li", "grid_leader", (town.GRIDS[0],)), "a long password").id
        boundaries = session.scalars(select(Edition.id)).one()
    owner.dispose()
    scope = Scope(office, "office", everything=True, grid_ids=())
    with Session(app) as session, session.begin():
        act_as(session, office)
        made = draw(session, scope, Asked(freeze(session, scope, GIVEN).id, boundaries), "seed")
        answer(session, scope, made.id, {sample(session, scope, made.id)[0].ref: True}, "office")
        found = proof(session, scope, made.id)
        assert found.unanswered == found.checked - 1
    with Session(app) as session, session.begin():
        act_as(session, leader)
        assert session.scalar(select(func.count()).select_from(BackCheck)) == 0
        assert session.scalar(select(func.count()).select_from(BackCheckAddress)) == 0
