"""What the next round is to look at: put down once, taken off once, and nobody's to know but the office's."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.cluster.roles import Urls
from services.database import act_as, app_engine, owner_engine
from services.errors import Forbidden, NotFound
from services.geography.tables import Edition, Zone
from services.hotspots.question import Question
from services.hotspots.tables import HotspotAnalysis, HotspotUnit
from services.inspection.candidates import add_hotspot, drop, number_of, standing
from tests import town

WEST, EAST = "SRID=4326;POLYGON((0 0,0 1,1 1,1 0,0 0))", "SRID=4326;POLYGON((2 0,2 1,3 1,3 0,2 0))"


@pytest.fixture
def people(fresh_urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, dict[str, Person]]]:
    """A town with a hotspot of two units, the eastern one the stronger, and two people."""
    owner, web = owner_engine(fresh_urls.owner), app_engine(fresh_urls.app)
    with Session(owner, expire_on_commit=False) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path_factory.mktemp("zones") / "zones.geojson"))
        zones = {"office": [], "grid_leader": ["999901001001001"]}
        made = {r: add_person(session, NewPerson(r, r, r, z), "a long password") for r, z in zones.items()}
        edition = session.query(Edition.id).scalar()
        grid = session.query(Zone.id).filter(Zone.code == "999901001001001").scalar()
        analysis = session.execute(
            insert(HotspotAnalysis)
            .values(edition_id=edition, question=Question(edition, "2026").as_data(), data_versions={}, figures={})
            .returning(HotspotAnalysis.id)
        ).scalar_one()
        usual = {
            "analysis_id": analysis, "grid_id": grid, "place": 1, "incidents": 3, "exposure": 1.0, "residents": 0,
            "observed": 3, "expected": 1, "p": 0.001, "verdict": "confirmed", "found_by_step": [3],
            "exposure_by_step": [1.0],
        }  # fmt: skip
        rows = [{"unit": 1, "z": 3.0, "geom": WEST}, {"unit": 2, "z": 5.0, "geom": EAST}]
        session.execute(insert(HotspotUnit), [usual | row for row in rows])
    yield web, made
    owner.dispose()
    web.dispose()


def as_person(session: Session, person: Person) -> Scope:
    act_as(session, person.id)
    return scope_of(session, person)


def test_a_hotspot_said_twice_stands_once_at_its_strongest_unit(people: tuple[Engine, dict[str, Person]]) -> None:
    web, made = people
    with Session(web) as session, session.begin():
        office = as_person(session, made["office"])
        analysis = session.query(HotspotAnalysis.id).scalar()
        add_hotspot(session, office, analysis, 1)
        add_hotspot(session, office, analysis, 1)
        (only,) = standing(session, office)
        assert (only.place, only.code, only.added_by) == (1, "999901001001001", "office")
        assert (only.lon, only.lat) == (2.5, 0.5)
        assert number_of(session, office, analysis, 1) == only.id


def test_a_place_taken_off_may_be_put_down_again(people: tuple[Engine, dict[str, Person]]) -> None:
    web, made = people
    with Session(web) as session, session.begin():
        office = as_person(session, made["office"])
        analysis = session.query(HotspotAnalysis.id).scalar()
        add_hotspot(session, office, analysis, 1)
        first = standing(session, office)[0].id
        drop(session, office, first)
        assert standing(session, office) == []
        assert number_of(session, office, analysis, 1) is None
        with pytest.raises(NotFound, match="not on the list any more"):
            drop(session, office, first)
        add_hotspot(session, office, analysis, 1)
        assert standing(session, office)[0].id != first


def test_what_is_no_hotspot_is_not_put_down(people: tuple[Engine, dict[str, Person]]) -> None:
    web, made = people
    with Session(web) as session, session.begin():
        office = as_person(session, made["office"])
        with pytest.raises(NotFound):
            add_hotspot(session, office, session.query(HotspotAnalysis.id).scalar(), 7)


def test_nobody_else_may_know_or_say(people: tuple[Engine, dict[str, Person]]) -> None:
    web, made = people
    with Session(web) as session, session.begin():
        office = as_person(session, made["office"])
        analysis = session.query(HotspotAnalysis.id).scalar()
        add_hotspot(session, office, analysis, 1)
    with Session(web) as session, session.begin():
        leader = as_person(session, made["grid_leader"])
        assert number_of(session, leader, analysis, 1) is None
        for asked in (lambda: standing(session, leader), lambda: add_hotspot(session, leader, analysis, 1)):
            with pytest.raises(Forbidden, match="the office's to know"):
                asked()
        # The wall behind it.
        assert session.execute(text("SELECT count(*) FROM stop_candidate")).scalar_one() == 0
