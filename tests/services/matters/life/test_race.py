"""Two people at once, each in a transaction of their own, as the web's role."""

from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from services.errors import Conflict
from services.locating.tables import MatterLocation
from services.matters.life.move import Wanted, move
from services.matters.tables import Matter, MatterEvent
from tests import town
from tests.services.matters import place


@pytest.fixture
def settled(fresh_urls: Urls, app: Engine, tmp_path: Path) -> Engine:
    """The town, committed; its web's engine."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        place.settle(session, tmp_path)
    engine.dispose()
    return app


def reported(engine: Engine, by: str = "grid_leader", x_m: float = 50) -> UUID:
    """A matter that somebody reports."""
    with Session(engine) as session, session.begin():
        return place.Town(session).report(by=by, x_m=x_m).id


def test_of_two_at_once_one_wins_and_the_other_is_told(settled: Engine) -> None:
    matter = reported(settled)
    outcome: list[object] = []

    def second() -> None:
        with Session(settled) as session, session.begin():
            there = place.Town(session)
            try:
                there.move(matter, "void", "2026-10-08 09:11", by="community", seen=1)
            except Conflict as told:
                outcome.append(told)

    with Session(settled) as session, session.begin():
        place.Town(session).move(matter, "accept", "2026-10-08 09:10", seen=1)
        waiting = Thread(target=second)
        waiting.start()
        # It waits for the first one's row; only the commit lets it go on.
        waiting.join(0.5)
        assert waiting.is_alive()
        assert outcome == []
    waiting.join(30)
    assert [str(told) for told in outcome] == [
        "office of the town was faster: the matter is accepted now. Look at it again before you go on."
    ]
    with Session(settled) as session:
        place.of(session, "office")
        assert session.scalars(select(MatterEvent.act).order_by(MatterEvent.seq)).all() == ["report", "accept"]


def test_a_number_stands_once_even_past_the_lock(settled: Engine) -> None:
    matter = reported(settled)
    with Session(settled) as session:
        place.of(session, "office")
        session.add(MatterEvent(matter_id=matter, seq=1, act="void", at=place.at("2026-10-08 10:00")))
        with pytest.raises(IntegrityError):
            session.flush()


@pytest.mark.parametrize("statement", ["UPDATE matter_event SET at = now()", "DELETE FROM matter_event"])
def test_what_happened_cannot_be_changed_by_the_web(settled: Engine, statement: str) -> None:
    reported(settled)
    with Session(settled) as session:
        place.of(session, "office")
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text(statement))


def test_an_inspector_reports_what_lies_elsewhere_and_does_not_read_it_back(settled: Engine) -> None:
    """The inspector's own zone is the second community; the report is for the first."""
    reported(settled, by="inspector", x_m=50)
    for login, seen in (("inspector", 0), ("grid_leader", 1), ("office", 1)):
        with Session(settled) as session:
            place.of(session, login)
            counted = [
                session.scalar(select(func.count()).select_from(t)) for t in (Matter, MatterLocation, MatterEvent)
            ]
            assert counted == [seen] * 3, login


def test_a_grid_leader_moves_a_matter_of_the_own_grid(settled: Engine) -> None:
    matter = reported(settled)
    with Session(settled) as session, session.begin():
        there = place.Town(session)
        scope = place.of(session, "grid_leader")
        after = move(
            session, scope, matter, Wanted("self_handle", 1, "swept"), there.terms, place.at("2026-10-08 10:00")
        )
    assert after.stage == "handled"


def test_nobody_writes_a_matter_in_another_name_or_a_second_event_of_it(settled: Engine) -> None:
    matter = reported(settled, by="inspector", x_m=50)
    with Session(settled) as session:
        place.of(session, "inspector")
        values = {"ref": "x", "at": place.at("2026-10-08 10:00")}
        with pytest.raises(ProgrammingError, match="row-level security"), session.begin_nested():
            session.execute(
                text("INSERT INTO matter (id, external_ref, geom, code, opened_at, reported_by) VALUES "
                     "(gen_random_uuid(), :ref, ST_Point(113.6, 33.4, 4326), '06010', :at, gen_random_uuid())"), values,
            )  # fmt: skip
        session.add(MatterEvent(matter_id=matter, seq=2, act="void", at=place.at("2026-10-08 10:00")))
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.flush()


def file_of(folder: Path, ref: str) -> Path:
    """A file of one matter with that number."""
    path = folder / "m.csv"
    lon, lat = town.at(250, 50)
    path.write_text(
        f"编号,事项代码,经度,纬度,上报时间\n{ref},06010,{lon!r},{lat!r},2026-10-08 08:00\n", encoding="utf-8"
    )
    return path


def test_a_number_that_a_file_brought_is_passed_over_by_a_report(
    settled: Engine, fresh_urls: Urls, tmp_path: Path
) -> None:
    """The grid leader can't see the matter that has the number."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take(session, "matters", file_of(tmp_path, "20261008-000001"))
    engine.dispose()
    with Session(settled) as session, session.begin():
        assert place.Town(session).report().ref == "20261008-000002"


def test_a_file_that_meets_a_report_of_its_number_is_told_so(settled: Engine, fresh_urls: Urls, tmp_path: Path) -> None:
    engine, told = owner_engine(fresh_urls.owner), []

    def bring() -> None:
        with Session(engine) as session, session.begin():
            try:
                town.take(session, "matters", file_of(tmp_path, "20261008-000001"))
            except Conflict as refused:
                told.append(str(refused))
                session.rollback()

    with Session(settled) as session, session.begin():
        assert place.Town(session).report().ref == "20261008-000001"
        waiting = Thread(target=bring)
        waiting.start()
        # It waits for the report; only the commit lets it go on.
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(30)
    assert [t.partition(" Nothing")[0] for t in told] == [
        "While the file was being written, number 20261008-000001 came in on another way."
    ]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Matter)) == 1
    engine.dispose()
