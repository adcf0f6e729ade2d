"""A reading is kept while nothing that it rests on changes, for whoever sees the same grids, and no longer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.cluster.roles import Urls
from services.database import owner_engine
from services.geography.editions import by_name
from services.geography.tables import Zone
from services.measures.kept import kept_reading
from services.measures.period import parse
from services.measures.reading import Question
from services.measures.registry import MEASURES
from tests import town

ALL = Scope(uuid4(), "office", True, ())
MAY = datetime(2026, 5, 1, 8, 30, 59, tzinfo=UTC)


@pytest.fixture
def engine(fresh_urls: Urls, tmp_path: Path) -> Iterator[Engine]:
    """The town with two households and one matter, committed."""
    made = owner_engine(fresh_urls.owner)
    with Session(made) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        town.take(session, "households", town.write_households(tmp_path / "h.csv", [(50, 50), (150, 50)]))
    take_matter(made, tmp_path, "M1")
    yield made
    made.dispose()


def take_matter(engine: Engine, folder: Path, ref: str) -> None:
    """One more matter in the first grid, due and closed in March."""
    lon, lat = town.at(50, 50)
    path = folder / f"{ref}.csv"
    path.write_text(
        "编号,事项代码,经度,纬度,上报时间,截止时间,结案时间\n"
        f"{ref},06010,{lon!r},{lat!r},2026-03-01 12:00:00,2026-03-03 12:00:00,2026-03-02 12:00:00\n",
        encoding="utf-8",
    )
    with Session(engine) as session, session.begin():
        town.take(session, "matters", path)


def question(session: Session, key: str = "matters_per_household") -> Question:
    edition = by_name(session, "first")
    assert edition is not None
    return Question(MEASURES[key], "grid", edition.id, parse("2026-03"), ZoneInfo("Asia/Shanghai"), MAY)


def test_the_same_question_is_worked_out_once(engine: Engine) -> None:
    with Session(engine) as session:
        asked = question(session)
        assert kept_reading(session, ALL, asked) is kept_reading(session, Scope(uuid4(), "office", True, ()), asked)


def test_a_new_matter_makes_it_anew(engine: Engine, tmp_path: Path) -> None:
    with Session(engine) as session:
        before = kept_reading(session, ALL, question(session)).inside[-1]
    take_matter(engine, tmp_path, "M2")
    with Session(engine) as session:
        after = kept_reading(session, ALL, question(session)).inside[-1]
    assert (before, after) == (1, 2)


def test_a_matter_that_is_closed_later_makes_it_anew_though_its_place_stays(engine: Engine) -> None:
    def share(session: Session) -> float | None:
        return kept_reading(session, ALL, question(session, "closed_on_time")).floats(-1)[0]

    with Session(engine) as session:
        before = share(session)
    with Session(engine) as session, session.begin():
        session.execute(text("UPDATE matter SET closed_at = due_at + interval '1 day'"))
    with Session(engine) as session:
        assert (before, share(session)) == (100, 0)


def test_who_sees_less_is_not_given_what_others_see(engine: Engine) -> None:
    with Session(engine) as session:
        grid = session.scalars(select(Zone.id).where(Zone.code == town.GRIDS[1])).one()
        kept_reading(session, ALL, question(session))
        mine = kept_reading(session, Scope(uuid4(), "grid_leader", False, (grid,)), question(session))
    assert [zone.id for zone in mine.zones] == [grid]
    assert mine.inside[-1] == 0


def test_who_has_written_reads_their_own_writing(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        asked = question(session)
        before = kept_reading(session, ALL, asked)
        session.execute(text("DELETE FROM matter"))
        assert (before.inside[-1], kept_reading(session, ALL, asked).inside[-1]) == (1, 0)
        session.rollback()
