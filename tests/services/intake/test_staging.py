"""A reference stands once, whatever the file repeats and whoever brings it at the same time."""

from pathlib import Path
from threading import Thread

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from services.locating.tables import HouseholdLocation
from services.register.tables import Household
from tests import town

HEADER = "编号,地址,经度,纬度"


def write(path: Path, *rows: tuple[str, float]) -> Path:
    """A register of numbers, and how many metres east each lies."""
    lines = (f"{ref},江边路,{town.at(x, 50)[0]!r},{town.at(x, 50)[1]!r}" for ref, x in rows)
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def test_of_rows_that_repeat_each_other_and_those_that_are_there_only_the_new_ones_are_written(
    session: Session, tmp_path: Path
) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "z.geojson"))
    town.take(session, "households", write(tmp_path / "a.csv", ("A", 10), ("B", 110)))
    report = town.take(session, "households", write(tmp_path / "b.csv", ("C", 210), ("A", 10), ("C", 210), ("D", 310)))
    assert (report.added, report.already) == (2, 2)
    assert session.scalars(select(Household.external_ref).order_by(Household.external_ref)).all() == list("ABCD")
    assert session.scalar(select(func.count(HouseholdLocation.grid_id))) == 4


def test_of_two_who_bring_one_reference_at_once_the_second_adds_what_is_left(fresh_urls: Urls, tmp_path: Path) -> None:
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "z.geojson"))
    added: list[int] = []

    def second() -> None:
        with Session(engine) as session, session.begin():
            added.append(town.take(session, "households", write(tmp_path / "b.csv", ("B", 110), ("C", 210))).added)

    with Session(engine) as session, session.begin():
        town.take(session, "households", write(tmp_path / "a.csv", ("A", 10), ("B", 110)))
        waiting = Thread(target=second)
        waiting.start()
        # It waits for the first one's B; only the commit lets it go on.
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join(30)
    assert added == [1]
    with Session(engine) as session:
        assert session.scalars(select(Household.external_ref).order_by(Household.external_ref)).all() == list("ABC")
        assert session.scalar(select(func.count(HouseholdLocation.grid_id))) == 3
    engine.dispose()
