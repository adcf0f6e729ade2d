"""A geocoder's default point is found, named, and counts in no grid until somebody says that it is a place."""

import csv
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.errors import Forbidden, NotFound
from services.intake.report import Report
from services.matters.likeness.default_points import call_it, default_points, find_default_points
from services.measures import registry
from services.measures.period import parse
from services.measures.reading import Question, Reading, read
from tests import town
from tests.services.matters.likeness.test_link import edition, linked
from tests.services.matters.place import ZONE, Town, at, of


def take(session: Session, path: Path, rows: list[tuple[float, str]]) -> Report:
    """Matters at so many metres from the west, with their addresses, an hour apart."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "事项代码", "经度", "纬度", "上报时间", "地址"])
        for i, (x_m, address) in enumerate(rows):
            lon, lat = town.at(x_m, 50)
            when = f"2026-03-{1 + i // 24:02d} {i % 24:02d}:00:00"
            writer.writerow([f"{path.stem}{i}", "06010", repr(lon), repr(lat), when, address])
    return town.take(session, "matters", path)


@pytest.fixture
def shared(there: Town, tmp_path: Path) -> Report:
    """Thirty matters of thirty addresses on one point in the second grid, and four in the first at one address."""
    rows = [(150.0, f"{n} Long Street") for n in range(30)] + [(50.0, "1 Short Street")] * 4
    return take(there.session, tmp_path / "m.csv", rows)


def reading(session: Session, scope: Scope) -> Reading:
    """Matters per km² in March."""
    asked = Question(registry.measure("matters_per_km2"), "grid", edition(session), parse("2026-03"), ZONE,
                     at("2026-06-01"))  # fmt: skip
    return read(session, scope, asked)


def sums(session: Session) -> tuple[int, int]:
    """How many are inside and outside."""
    found = reading(session, of(session, "office"))
    return found.inside[found.at], found.outside[found.at]


@pytest.mark.usefixtures("shared")
def test_it_is_named_with_its_counts(there: Town, shared: Report) -> None:
    said = [f.message.render("en") for f in shared.findings if f.kind == "default_point"]
    lon, lat = town.at(150, 50)
    assert len(said) == 1
    assert said[0].startswith(f"30 rows with 30 different addresses lie on one point ({lon:.4f}, {lat:.4f})")
    assert shared.written
    [place] = default_points(there.session)
    assert (place.rows, place.addresses, place.stands) == (30, 30, True)
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=1e-12)


@pytest.mark.usefixtures("shared")
def test_it_counts_in_no_grid_until_it_is_called_a_place_and_the_sum_stays(there: Town) -> None:
    assert sums(there.session) == (4, 30)
    [place] = default_points(there.session)
    office = of(there.session, "office")
    call_it(there.session, office, place.tile_x, place.tile_y, a_place=True)
    assert sums(there.session) == (34, 0)
    # Looked at again it is found again, and stays what somebody said it is.
    assert find_default_points(there.session) == []
    assert not default_points(there.session)[0].stands
    call_it(there.session, of(there.session, "office"), place.tile_x, place.tile_y, a_place=False)
    assert sums(there.session) == (4, 30)


@pytest.mark.usefixtures("shared")
def test_what_lies_at_one_repeats_nothing(there: Town) -> None:
    # Of the four in the first grid, an hour apart, each repeats all before it: 3 + 2 + 1.
    assert len(linked(there.session)) == 6


@pytest.mark.usefixtures("shared")
def test_only_the_office_decides_and_only_of_what_is_there(there: Town) -> None:
    [place] = default_points(there.session)
    with pytest.raises(Forbidden):
        call_it(there.session, of(there.session, "community"), place.tile_x, place.tile_y, a_place=True)
    with pytest.raises(NotFound):
        call_it(there.session, of(there.session, "office"), 0, 0, a_place=True)


def test_it_is_found_over_several_files(there: Town, tmp_path: Path) -> None:
    for part in range(3):
        rows = [(150.0, f"{part}-{n} Long Street") for n in range(8)]
        report = take(there.session, tmp_path / f"{part}.csv", rows)
        assert not [f for f in report.findings if f.kind == "default_point"]
    [place] = default_points(there.session)
    assert (place.rows, place.addresses) == (24, 24)
