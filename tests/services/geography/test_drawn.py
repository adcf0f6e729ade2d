"""What a map draws of an edition: copies as coarse as may be that meet, labels with their room."""

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bench.locate import grids
from geo.simplify import pixel_m
from services.geography.drawn import BANDS, WHOLE, band_for, draw_lacking
from services.geography.editions import by_name
from services.geography.outlines import outlines
from services.geography.sketch import sketch
from services.geography.tables import DrawnZone, Edition, ZoneFeature, ZoneLabel
from services.geography.writing import Decided, Outline, make_edition, write_boundaries
from tests import town


@pytest.mark.parametrize(("detail_m", "band"), [(pixel_m(10, 33.4), 10), (pixel_m(10, 33.4) - 0.01, 11), (1.0, WHOLE)])
def test_the_coarsest_copy_is_taken_that_shows_the_detail(detail_m: float, band: int) -> None:
    assert band_for(detail_m, 33.4) == band
    assert band in (*BANDS, WHOLE)


def test_a_label_stands_in_the_middle_of_a_block_with_half_its_width_as_room(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    edition = by_name(session, "first")
    assert edition is not None
    grid = next(o for o in outlines(session, edition.id) if o.code == town.GRIDS[0])
    # A block of 100 m by 100 m.
    assert grid.radius_m == pytest.approx(50, abs=1)
    assert grid.centre == pytest.approx(town.at(50, 50), abs=2e-5)


def test_a_sketch_has_every_zone_of_its_level(session: Session, tmp_path: Path) -> None:
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    edition = by_name(session, "first")
    assert edition is not None
    drawn = sketch(session, edition.id, "grid")
    assert len(drawn.zones) == len(town.GRIDS)
    west, south, east, north = drawn.bounds
    assert (west, south) == pytest.approx(town.at(0, 0), abs=1e-6)
    assert (east, north) == pytest.approx(town.at(400, 100), abs=1e-6)


@pytest.fixture
def edition_id(session: Session, tmp_path: Path) -> int:
    """The town's first edition."""
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    edition = by_name(session, "first")
    assert edition is not None
    return edition.id


def drawn(session: Session) -> list[tuple[object, ...]]:
    """Everything that is derived for maps."""
    tables = (DrawnZone, ZoneLabel, ZoneFeature)
    columns = [list(table.__table__.columns) for table in tables]
    shown = [[func.ST_AsText(c) if c.name == "geom" else c for c in chosen] for chosen in columns]
    return [tuple(row) for chosen in shown for row in session.execute(select(*chosen).order_by(*chosen[:3]))]


def test_what_an_older_release_drew_or_never_drew_is_drawn_once(session: Session, edition_id: int) -> None:
    wanted = drawn(session)
    # As migration 0005 leaves them: outlines stand in for their copies, and nothing is packed.
    session.execute(update(DrawnZone).values(geom=select(DrawnZone.geom).limit(1).scalar_subquery()))
    session.execute(delete(ZoneFeature))
    session.execute(update(Edition).values(drawing=0))
    assert drawn(session) != wanted
    assert draw_lacking(session) == 1
    assert drawn(session) == wanted
    assert draw_lacking(session) == 0


def test_borders_that_neighbours_share_stay_shared_in_every_copy(session: Session) -> None:
    """Crooked grids: each edge inside the town belongs to two of them, vertex by vertex, however coarse."""
    unit = shapely.transform(grids(6, 40, seed=1), lambda xy: xy * 0.01 + (113.6, 33.4))
    made = make_edition(session, "crooked", Decided(date(2026, 1, 1), "for a test", "1", "-", "-"))
    write_boundaries(session, made.id, (Outline("grid", f"c{i}", f"c{i}", None, s) for i, s in enumerate(unit)))
    vertices = []
    for band in (*BANDS, WHOLE):
        chosen = select(func.ST_AsBinary(DrawnZone.geom)).where(
            DrawnZone.edition_id == made.id, DrawnZone.to_zoom == band
        )
        zones = [shapely.from_wkb(bytes(wkb)) for wkb in session.scalars(chosen)]
        edges = Counter(edge for zone in zones for edge in edges_of(zone))
        outside = set(edges_of(shapely.union_all(zones)))
        assert {edge for edge, times in edges.items() if times != 2} == outside
        assert set(edges.values()) == {1, 2}
        vertices.append(sum(len(edges_of(zone)) for zone in zones))
    assert vertices == sorted(vertices)
    assert vertices[0] < vertices[-1] / 4


def edges_of(shape: BaseGeometry) -> list[frozenset[tuple[float, ...]]]:
    """The edges of a shape, whichever way they run."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return [frozenset(pair) for ring in rings for pair in pairwise(ring.coords)]
