"""Zones come in whole and checked, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.errors import Conflict, Invalid
from services.geography.editions import in_force, levels
from services.geography.tables import Boundary, Edition
from services.intake import zones
from services.intake.read import read, sha256
from tests import town
from tests.places import real_data


def test_a_sound_file_becomes_an_edition(session: Session, tmp_path: Path) -> None:
    report = town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    assert report.written
    assert [f for f in report.findings if f.stops] == []
    edition = in_force(session)
    assert edition is not None
    assert levels(session, edition.id) == {"community": 2, "grid": 4}
    # 100 m by 100 m each; the path of a grid is its community and itself.
    areas = session.scalars(select(Boundary.area_m2).where(func.cardinality(Boundary.path) == 2)).all()
    assert list(areas) == pytest.approx([10_000] * 4, rel=1e-3)


def test_an_overlap_stops_the_whole_file_and_is_measured(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson", g999901001001001=town.block(0, 110))
    report = town.take_zones(session, path)
    assert not report.written
    said = [f.message.render("en") for f in report.findings if f.kind == "overlap"]
    # 10 m by 100 m are drawn twice.
    assert said == ["999901001001001 and 999901001001002 overlap by 1000 m²."]
    assert session.scalar(select(func.count()).select_from(Edition)) == 0


def test_a_gap_is_found_and_may_be_accepted_by_name(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson", g999901001001001=town.block(0, 96))
    given = zones.EditionGiven("first", date(2025, 1, 1), "why", "1")
    first = zones.take_zones(session, read(path), sha256(path), given, zones.Choices())
    assert {f.kind for f in first.findings if f.stops} == {"gap"}
    second = zones.take_zones(session, read(path), sha256(path), given, zones.Choices(accept=["gap"]))
    assert second.written


def test_an_unknown_parent_can_not_be_accepted(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson")
    path.write_text(path.read_text(encoding="utf-8").replace('"parent": "999901001002"', '"parent": "999"'))
    given = zones.EditionGiven("first", date(2025, 1, 1), "why", "1")
    report = zones.take_zones(session, read(path), sha256(path), given, zones.Choices(accept=["unknown_parent"]))
    assert not report.written
    assert [f.kind for f in report.findings] == ["unknown_parent"] * 2


def test_an_edition_needs_day_reason_and_document(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson")
    with pytest.raises(Invalid, match="--from, --reason and --document"):
        zones.take_zones(session, read(path), sha256(path), zones.EditionGiven("first"), zones.Choices())


def test_the_same_levels_come_in_once(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson")
    town.take_zones(session, path)
    with pytest.raises(Conflict, match="community, grid already"):
        town.take_zones(session, path)


def test_looking_only_writes_nothing(session: Session, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "zones.geojson")
    report = zones.take_zones(
        session, read(path), sha256(path), zones.EditionGiven("first"), zones.Choices(dry_run=True)
    )
    assert report.mapping == {"level": "level", "code": "code", "name": "name", "parent": "parent"}
    assert session.scalar(select(func.count()).select_from(Edition)) == 0


def test_numbers_that_are_no_degrees_are_stopped_with_candidates(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "zones.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"level":"grid","code":"1"},'
        '"geometry":{"type":"Polygon","coordinates":[[[38463000,3697000],[38463100,3697000],[38463100,3697100],'
        "[38463000,3697000]]]}}]}"
    )
    with pytest.raises(Invalid, match="3-degree Gauss-Kruger zone 38"):
        town.take_zones(session, path)


@pytest.mark.parametrize(("layer", "level", "code", "faulty"), [
    ("wards", "community", "WARD", 3), ("precincts", "grid", "WARD_PRECINCT", 2)])  # fmt: skip
def test_bostons_invalid_outlines_are_found_and_repaired(
    session: Session, layer: str, level: str, code: str, faulty: int
) -> None:
    path = real_data() / "boston" / "areas.gpkg"
    given = zones.EditionGiven("2015", date(2015, 1, 1), "as published", "1")
    choices = zones.Choices(level, {"code": code}, accept=["overlap", "gap"])
    report = zones.take_zones(session, read(path, layer=layer), sha256(path), given, choices)
    assert report.written
    repaired = {f.message.params["row"] for f in report.findings if f.kind == "repaired"}
    assert len(repaired) == faulty
