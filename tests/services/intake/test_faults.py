"""Faults of published files that are told without keeping the file out, in a small town with known figures."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely import LineString, Polygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake import zones
from services.intake.base_map import Choices, take_base_map
from services.intake.read import read, sha256
from services.intake.report import Report
from services.intake.time_form import propose
from services.locating.tables import HouseholdLocation
from services.register.tables import Household
from tests import town


def said(report: Report, kind: str) -> list[str]:
    return [f.message.render("en") for f in report.findings if f.kind == kind]


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_places_of_four_decimals_are_told_counted_as_seven_metres_and_doubtful_near_a_border(
    session: Session, tmp_path: Path
) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    # 113.6011 is 102.4 m east of the corner, 2.4 m beyond the border at 100 m; 113.6005 is in the middle of its grid.
    rows = [f"R{i},{113.6011 if i < 15 else 113.6005},33.4005" for i in range(30)]
    exact = [f"E{i},{113.600517 + i / 1e6:.6f},33.400533" for i in range(20)]
    report = town.take(session, "households", write(tmp_path / "h.csv", "编号,经度,纬度", *rows, *exact))
    # Half of 11.1 m and half of that times cos 33.4°: 5.56 and 4.64 m, together 7.2 m.
    assert said(report, "rounded") == [
        "The places of 30 rows (60 %) are rounded to 4 decimals, steps of about 11 m. They count as accurate to 7 m: "
        "nearer to a border than that, their grid is doubtful."
    ]
    found = session.execute(
        select(Household.accuracy_m, HouseholdLocation.doubtful)
        .join(HouseholdLocation, HouseholdLocation.point_id == Household.id)
    ).all()  # fmt: skip
    assert Counter(tuple(row) for row in found) == {(7.2, True): 15, (7.2, False): 15, (None, False): 20}


def test_a_few_numbers_with_few_decimals_are_chance(session: Session, tmp_path: Path) -> None:
    rows = [f"R{i},113.{600511 + 7 * i},33.{400511 + 7 * i}" for i in range(80)] + [
        f"S{i},113.6005,33.4005" for i in range(18)
    ]
    report = town.take(session, "households", write(tmp_path / "h.csv", "编号,经度,纬度", *rows))
    assert said(report, "rounded") == []


def test_words_that_stand_for_empty_cells_are_taken_so_and_told(session: Session, tmp_path: Path) -> None:
    path = write(
        tmp_path / "h.csv",
        "编号,经度,纬度,人数",
        "A,113.60051,33.40051,NA",
        "B,113.60052,33.4005,2",
        "C,113.6,33.40,NA",
    )
    report = town.take(session, "households", path)
    assert report.added == 3
    assert said(report, "blank_word") == ["In column 人数 “NA” stands 2 times; it is taken as empty."]


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["01/13/2015 08:48:34 AM", "12/01/2015 11:00:00 PM"], "%m/%d/%Y %I:%M:%S %p"),
        (["13/01/2015 08:48", "01/12/2015 23:00"], "%d/%m/%Y %H:%M"),
        (["2015年1月13日 08:48"], "%Y年%m月%d日 %H:%M"),
        (["yesterday", "01/13/2015"], None),
        ([], None),
    ],
)
def test_the_form_of_unusual_times_is_named(cells: list[str], form: str | None) -> None:
    found = propose("opened", cells)
    assert (
        (found is None) if form is None else (found is not None and f"written as {form}," in found.message.render("en"))
    )


def test_layers_that_do_not_nest_are_told_once_beside_each_zone(session: Session, tmp_path: Path) -> None:
    # Communities meet at 200 m; three of four grids straddle that.
    path = town.write_zones(
        tmp_path / "zones.geojson", g999901001001002=town.block(100, 240), g999901001002001=town.block(150, 320),
        g999901001002002=town.block(170, 400),
    )  # fmt: skip
    report = town.take_zones(session, path)
    assert said(report, "not_nested") == [
        "3 of 4 zones (Grid) straddle zones of the level above (Community): these layers do not nest in each other."
    ]


def test_what_a_route_will_miss_in_streets_is_told(session: Session, tmp_path: Path) -> None:
    lines = {
        "Long": [(0, 50), (200, 50)],
        "Side": [(40, 0), (40, 50)],
        "Over": [(100, 0), (100, 99)],
        "On": [(200, 50), (250, 50)],
    }
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": json.loads(shapely.to_geojson(
        LineString([town.at(*place) for place in places])))} for name, places in lines.items()]  # fmt: skip
    features[0]["geometry"] = {"type": "MultiLineString", "coordinates": [features[0]["geometry"]["coordinates"]]}
    path = write(tmp_path / "s.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    report = take_base_map(session, "streets", read(path), "0", Choices())
    assert said(report, "not_noded") == [
        "The streets are not noded everywhere: 1 times a street ends on another one that has no node there, and "
        "1 times two cross without one. A route can't turn there; over a bridge that is right.",
        "Long ends on Side, or the other way, without a node.",
        "Long and Over cross without a node.",
    ]
    assert said(report, "parts")[0].startswith("1 streets are written as collections of lines (MultiLineString); 0 of")
    assert said(report, "no_speed") == [
        "No column says how fast one may go; travel times will go by the kind of street alone."
    ]
    assert report.added == 4


def sticking_out() -> Polygon:
    """A block of a hectare whose hole, 20 m wide and 50 m long, lies half outside and is cut off there."""
    corners = [(50, 90), (50, 140), (70, 140), (70, 90), (50, 90)]
    return Polygon(town.block(0, 100).exterior, [[town.at(*corner) for corner in corners]])


def test_a_repair_that_loses_land_stops_zones_until_it_is_accepted(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "z.geojson", g999901001001001=sticking_out())
    given = zones.EditionGiven("first", date(2025, 1, 1), "why", "1")
    first = zones.take_zones(session, read(path), sha256(path), given, zones.Choices())
    # Drawn are 100 m by 100 m without 20 m by 10 m, and 20 m by 40 m beyond: 9,800 m² and 800 m².
    assert said(first, "lost_land") == [
        "Row 4, 999901001001001: the repair loses 800 m² of the land that was drawn (7.5 %). Draw the outline again, "
        "or accept the loss."
    ]
    assert not first.written
    accepted = zones.Choices(accept=[f.kind for f in first.findings if f.stops])
    assert zones.take_zones(session, read(path), sha256(path), given, accepted).written


def test_a_repair_that_loses_land_stops_a_layer_of_the_base_map_too(session: Session, tmp_path: Path) -> None:
    pond = {"type": "Feature", "properties": {"name": "Pond"}, "geometry": json.loads(
        shapely.to_geojson(sticking_out()))}  # fmt: skip
    path = write(tmp_path / "w.geojson", json.dumps({"type": "FeatureCollection", "features": [pond]}))
    first = take_base_map(session, "water", read(path), "0", Choices())
    assert (first.written, len(said(first, "lost_land"))) == (False, 1)
    assert take_base_map(session, "water", read(path), "0", Choices(accept=["lost_land"])).added == 1
