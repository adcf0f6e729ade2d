"""Editions of the register: frozen once, held by their hash, compared grid by grid."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.cluster.roles import Urls
from services.database import act_as, owner_engine
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography.tables import Edition, Zone
from services.intake import batches
from services.intake.tables import Batch
from services.register.changes import changes
from services.register.editions import Freezing, edition, editions, freeze, holds, of_cycle
from services.register.tables import Household, RegisterEntry
from tests import town

GIVEN = Freezing("Census of the subdistrict, second pass", date(2026, 9, 30))


@pytest.fixture
def homes(session: Session, tmp_path: Path) -> Session:
    """Two households in grid 1, one in grid 2, one 12 m west of grid 1."""
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    town.take(
        session, "households", town.write_households(tmp_path / "h.csv", [(10, 50), (30, 50), (150, 50), (-12, 5)])
    )
    return session


@pytest.fixture
def office(homes: Session) -> Scope:
    """The office's scope."""
    person = add_person(homes, NewPerson("office", "Office", "office"), "a long password")
    return Scope(person.id, "office", everything=True, grid_ids=())


def take_more(session: Session, folder: Path) -> None:
    """One more household in grid 2."""
    lon, lat = town.at(160, 50)
    path = folder / "more.csv"
    path.write_text(f"编号,经度,纬度\nN1,{lon!r},{lat!r}\n", encoding="utf-8")
    town.take(session, "households", path)


def test_an_edition_is_every_household_with_its_source_day_and_hash(homes: Session, office: Scope) -> None:
    kept = freeze(homes, office, GIVEN)
    assert (kept.source, kept.as_of, kept.households) == (GIVEN.source, date(2026, 9, 30), 4)
    places = [town.at(10, 50), town.at(30, 50), town.at(150, 50), town.at(-12, 5)]
    lines = "\n".join(f"H{i}\t{lon!r}\t{lat!r}\tregistered\t" for i, (lon, lat) in enumerate(places))
    assert kept.sha256 == sha256(lines.encode()).hexdigest()
    assert homes.scalar(select(func.count()).select_from(RegisterEntry)) == 4
    told = homes.scalars(select(AuditEvent).where(AuditEvent.action == "register.freeze")).one()
    assert (told.subject, told.detail["sha256"]) == (str(kept.id), kept.sha256)


def test_the_same_register_is_not_kept_twice(homes: Session, office: Scope, tmp_path: Path) -> None:
    first = freeze(homes, office, GIVEN)
    with pytest.raises(Conflict, match=f"Edition {first.id} of 2026-09-30 is this same register"):
        freeze(homes, office, replace(GIVEN, as_of=date(2026, 12, 31)))
    take_more(homes, tmp_path)
    second = freeze(homes, office, replace(GIVEN, as_of=date(2026, 12, 31)))
    assert [one.id for one in editions(homes)] == [second.id, first.id]


def test_a_cycle_is_counted_by_one_edition_for_good(homes: Session, office: Scope, tmp_path: Path) -> None:
    first = freeze(homes, office, replace(GIVEN, cycle="2026-Q4"))
    take_more(homes, tmp_path)
    with pytest.raises(Conflict, match=f"2026-Q4 is counted by edition {first.id}"):
        freeze(homes, office, replace(GIVEN, cycle="2026-Q4"))
    assert of_cycle(homes, "2026-Q4") is first
    assert of_cycle(homes, "2026") is None
    with pytest.raises(Invalid):
        freeze(homes, office, replace(GIVEN, cycle="autumn"))


def test_an_edition_holds_until_its_households_are_changed(homes: Session, office: Scope, tmp_path: Path) -> None:
    number = freeze(homes, office, GIVEN).id
    take_more(homes, tmp_path)
    assert holds(homes, office, number)
    # The register goes on: an edition keeps what was said of a household.
    homes.execute(update(Household).where(Household.external_ref == "H0").values(state="vacant"))
    assert holds(homes, office, number)
    homes.execute(update(RegisterEntry).values(state="vacant"))
    assert not holds(homes, office, number)


def test_a_file_whose_households_stand_in_an_edition_cannot_be_undone(
    homes: Session, office: Scope, tmp_path: Path
) -> None:
    freeze(homes, office, GIVEN)
    batch = homes.scalars(select(Batch.id).where(Batch.subject == "households")).one()
    with pytest.raises(Conflict, match=r"4 households of h\.csv stand in a frozen edition"):
        batches.undo(homes, office, batch)
    take_more(homes, tmp_path)
    later = homes.scalars(select(Batch.id).where(Batch.file_name == "more.csv")).one()
    assert batches.undo(homes, office, later) == 1


def test_changes_are_told_by_grid_and_outside_apart(homes: Session, office: Scope, tmp_path: Path) -> None:
    first = freeze(homes, office, GIVEN).id
    take_more(homes, tmp_path)
    homes.execute(update(Household).where(Household.external_ref == "H1").values(state="vacant"))
    second = freeze(homes, office, GIVEN).id
    grids = {code: homes.scalars(select(Zone.id).where(Zone.code == code)).one() for code in town.GRIDS}
    under = homes.scalars(select(Edition.id)).one()
    found = {(one.grid_id, one.inside): one for one in changes(homes, office, first, second, under)}
    west, east = grids[town.GRIDS[0]], grids[town.GRIDS[1]]
    assert {key: (c.kept, c.added, c.gone, c.turned) for key, c in found.items()} == {
        (west, True): (2, 0, 0, 1), (west, False): (1, 0, 0, 0), (east, True): (1, 1, 0, 0),
    }  # fmt: skip
    back = {(one.grid_id, one.inside): one for one in changes(homes, office, second, first, under)}
    assert (back[east, True].added, back[east, True].gone) == (0, 1)
    mine = Scope(office.person_id, "grid_leader", everything=False, grid_ids=(east,))
    assert [one.grid_id for one in changes(homes, mine, first, second, under)] == [east]


def test_only_the_office_freezes_and_something_there_must_be(session: Session, homes: Session, office: Scope) -> None:
    leader = Scope(office.person_id, "grid_leader", everything=False, grid_ids=())
    with pytest.raises(Forbidden, match="Only the office"):
        freeze(homes, leader, GIVEN)
    with pytest.raises(Forbidden):
        holds(homes, leader, 1)
    with pytest.raises(Invalid, match="where the register comes from"):
        freeze(homes, office, replace(GIVEN, source="  "))
    with pytest.raises(NotFound, match="no edition 99"):
        edition(homes, 99)


def test_an_empty_register_is_no_edition(session: Session) -> None:
    person = add_person(session, NewPerson("office", "Office", "office"), "a long password")
    with pytest.raises(Invalid, match="no households yet"):
        freeze(session, Scope(person.id, "office", everything=True, grid_ids=()), GIVEN)


def test_the_second_wall_shows_entries_of_the_own_grid_and_lets_only_the_office_freeze(
    fresh_urls: Urls, app: Engine, tmp_path: Path
) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        town.take(session, "households", town.write_households(tmp_path / "h.csv", [(10, 50), (30, 50), (150, 50)]))
        office = add_person(session, NewPerson("office", "Office", "office"), "a long password").id
        leader = add_person(session, NewPerson("li", "Li", "grid_leader", (town.GRIDS[0],)), "a long password").id
    owner.dispose()
    with Session(app) as session, session.begin():
        act_as(session, office)
        freeze(session, Scope(office, "office", everything=True, grid_ids=()), GIVEN)
        assert session.scalar(select(func.count()).select_from(RegisterEntry)) == 3
    with Session(app) as session, session.begin():
        act_as(session, leader)
        assert session.scalar(select(func.count()).select_from(RegisterEntry)) == 2
        assert len(editions(session)) == 1
