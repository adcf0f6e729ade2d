"""A hotspot map of a small town: the planted place is found, what nobody looked at says so, and scopes hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from geo.hotspot.funnel import funnel
from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.access.tables import AuditEvent, Person
from services.cluster.roles import Urls
from services.database import act_as, app_engine, owner_engine
from services.errors import Invalid, NotFound
from services.geography.tables import Edition
from services.hotspots import read
from services.hotspots.analyse import analyse
from services.hotspots.question import Question
from services.hotspots.work import ANALYSE, let_analyse
from services.jobs.ask import seen
from services.jobs.run import Shop, run
from services.locating.tables import MatterLocation
from services.matters.likeness.tables import DefaultPoint, MatterPair
from services.matters.tables import Matter
from services.settings import Settings
from services.work import KINDS
from tests import town

HOME = "999901001001001"


@dataclass(frozen=True)
class Drawn:
    """The town after its analysis ran as a job of the office; grid 4 was never patrolled."""

    web: Engine
    people: dict[str, Person]
    job_state: str
    analysis: int


def rows(count: int, west: float, east: float, seed: int) -> list[tuple[float, float]]:
    xy = np.random.default_rng(seed).uniform((west, 1), (east, 99), (count, 2))
    return [(float(x), float(y)) for x, y in xy]


def fill(session: Session, folder: Path) -> None:
    """120 patrols over grids 1 to 3, a matter for every second; 90 more matters in the west of grid 1."""
    town.take_zones(session, town.write_zones(folder / "zones.geojson"))
    looked = rows(120, 1, 299, 1)
    visits = [(x, y, "patrol", f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d} 09:00:00") for i, (x, y) in enumerate(looked)]
    town.take(session, "visits", town.write_visits(folder / "visits.csv", visits))
    found = rows(60, 1, 299, 2) + rows(90, 5, 45, 3) + rows(10, 310, 390, 4)
    path = folder / "matters.csv"
    path.write_text(
        "编号,事项代码,经度,纬度,上报时间\n" + "\n".join(map(line, range(len(found)), found)) + "\n", encoding="utf-8"
    )
    town.take(session, "matters", path)


def line(number: int, place: tuple[float, float]) -> str:
    """A matter; those of one type and month are never within seven days, so that each is an incident of its own."""
    month, turn = number % 12 + 1, number // 12
    code, day = ("06010", "06011", "06012", "06036")[turn % 4], turn // 4 * 8 + 1
    lon, lat = town.at(*place)
    return f"M{number},{code},{lon!r},{lat!r},2026-{month:02d}-{day:02d} 08:00:00"


@pytest.fixture
def drawn(fresh_urls: Urls, tmp_path: Path) -> Iterator[Drawn]:
    owner, web = owner_engine(fresh_urls.owner), app_engine(fresh_urls.app)
    with Session(owner, expire_on_commit=False) as session, session.begin():
        fill(session, tmp_path)
        zones = {"office": [], "grid_leader": [HOME]}
        people = {r: add_person(session, NewPerson(r, r, r, z), "a long password") for r, z in zones.items()}
        edition = session.scalars(select(Edition.id)).one()
    with Session(web) as session, session.begin():
        act_as(session, people["office"].id)
        scope = scope_of(session, people["office"])
        job = let_analyse(
            session, scope, Question(edition, "2026", found_by="anyone", across_m=50, permutations=999)
        ).id
    run(Shop(Settings(), owner, KINDS), job)
    with Session(web) as session, session.begin():
        act_as(session, people["office"].id)
        ended = seen(session, scope, job)
        assert ended.kind == ANALYSE
        yield Drawn(web, people, ended.state, (ended.result or {})["analysis"])
    owner.dispose()
    web.dispose()


def as_person(drawn: Drawn, role: str, session: Session) -> Scope:
    act_as(session, drawn.people[role].id)
    return scope_of(session, drawn.people[role])


def test_the_planted_place_is_confirmed_and_opens_its_matters(drawn: Drawn) -> None:
    assert drawn.job_state == "done"
    with Session(drawn.web) as session, session.begin():
        office = as_person(drawn, "office", session)
        first = read.places(session, office, drawn.analysis)[0]
        assert (first.place, first.verdict, first.names) == (1, "confirmed", ["Z001"])
        reports = read.matters(session, office, drawn.analysis, 1)
        assert len({m.incident for m in reports}) == first.incidents
        assert len(reports) >= first.incidents > 10
        assert session.scalars(select(AuditEvent.action).where(AuditEvent.action == "hotspots.matters")).all()
        with pytest.raises(NotFound, match="no hotspot number 99"):
            read.place(session, office, drawn.analysis, 99)


def test_what_lies_at_a_default_point_that_stands_takes_no_part(drawn: Drawn, fresh_urls: Urls) -> None:
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        at = select(MatterLocation.tile_x, MatterLocation.tile_y, Matter.geom).join(
            Matter, Matter.id == MatterLocation.point_id
        )
        x, y, geom = session.execute(at.where(Matter.external_ref == "M0")).one()
        session.add(DefaultPoint(tile_x=x, tile_y=y, geom=geom, rows=1, stands=True))
    owner.dispose()
    with Session(drawn.web) as session, session.begin():
        office = as_person(drawn, "office", session)
        before = read.analysis(session, drawn.analysis)
        again = analyse(session, office, before.question, Settings().zone, lambda _done, _of: None)
        assert read.analysis(session, again).figures["incidents"] == before.figures["incidents"] - 1


def test_where_nobody_patrols_it_is_said_that_not_enough_was_looked(drawn: Drawn) -> None:
    with Session(drawn.web) as session, session.begin():
        office = as_person(drawn, "office", session)
        blank = [u for u in read.units(session, office, drawn.analysis) if u.shape.centroid.x > town.at(330, 0)[0]]
        assert {u.verdict for u in blank} == {"not_enough"}
        assert read.analysis(session, drawn.analysis).figures["unlooked"] == 10


def test_a_grid_leader_sees_the_units_and_hotspots_of_the_own_grid_alone(drawn: Drawn) -> None:
    with Session(drawn.web) as session, session.begin():
        mine = as_person(drawn, "grid_leader", session)
        seen_units = read.units(session, mine, drawn.analysis)
        assert seen_units
        assert max(u.shape.centroid.x for u in seen_units) < town.at(125, 0)[0]
        # The second wall: asked as if for everything, the database gives no more.
        everything = Scope(mine.person_id, "office", everything=True, grid_ids=())
        assert len(read.units(session, everything, drawn.analysis)) == len(seen_units)
        funnel_of_all, grids = read.grids(session, mine, read.analysis(session, drawn.analysis))
        assert funnel_of_all is not None
        assert [g.code for g in grids] == [HOME]


def test_the_funnel_is_that_of_all_grids(drawn: Drawn) -> None:
    with Session(drawn.web) as session, session.begin():
        office = as_person(drawn, "office", session)
        shape, grids = read.grids(session, office, read.analysis(session, drawn.analysis))
        assert shape == funnel([g.found for g in grids], [g.effort for g in grids])
        assert sum(g.found for g in grids) == 160


def test_the_same_seed_draws_the_same_map(drawn: Drawn) -> None:
    with Session(drawn.web) as session, session.begin():
        office = as_person(drawn, "office", session)
        asked = read.analysis(session, drawn.analysis).question
        again = analyse(session, office, asked, Settings().zone, lambda _done, _of: None)
        assert again != drawn.analysis
        assert [(u.verdict, u.place) for u in read.units(session, office, again)] == [
            (u.verdict, u.place) for u in read.units(session, office, drawn.analysis)
        ]
        assert [a.id for a in read.analyses(session, asked.edition_id)] == [again, drawn.analysis]
        street = Question(asked.edition_id, "2026", unit="street")
        with pytest.raises(Invalid, match="No streets"):
            analyse(session, office, street, Settings().zone, lambda _done, _of: None)


@pytest.mark.parametrize(("name", "given"), [("unit", "pixel"), ("exposure", "mood"), ("found_by", "nobody")])
def test_a_choice_that_there_is_none_of_is_refused(name: str, given: str) -> None:
    with pytest.raises(Invalid, match=f"“{given}” is no choice for {name}"):
        Question(1, "2026", **{name: given})  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="50 to 250 m"):
        Question(1, "2026", across_m=10)


def test_what_was_voided_is_no_incident_and_a_report_told_twice_is_no_more_effort(
    drawn: Drawn, fresh_urls: Urls
) -> None:
    """M3 is voided, and M5 is a second report of M1: of the 160 incidents of all types two are gone."""
    asked = Question(1, "2026", exposure="reports", code="06010", found_by="anyone", across_m=50, permutations=99)

    def spent() -> float:
        with Session(drawn.web) as session, session.begin():
            office = as_person(drawn, "office", session)
            made = analyse(session, office, asked, Settings().zone, lambda _done, _of: None)
            return float(read.analysis(session, made).figures["exposure"])

    before = spent()
    owner = owner_engine(fresh_urls.owner)
    with Session(owner) as session, session.begin():
        at = {ref: i for i, ref in session.execute(select(Matter.id, Matter.external_ref))}
        session.execute(update(Matter).where(Matter.external_ref == "M3").values(voided_at=Matter.opened_at))
        session.add(MatterPair(again_id=at["M5"], first_id=at["M1"], state="found", apart_m=1.0))
    owner.dispose()
    assert spent() == before - 2
