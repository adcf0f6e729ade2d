"""What a map draws of an edition: copies as coarse as may be, labels with their room."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from geo.simplify import pixel_m
from services.geography.drawn import BANDS, WHOLE, band_for
from services.geography.editions import by_name
from services.geography.outlines import outlines
from services.geography.sketch import sketch
from tests import town


@pytest.mark.parametrize(("detail_m", "band"), [(pixel_m(10, 33.4), 10), (pixel_m(10, 33.4) - 0.01, 12), (1.0, WHOLE)])
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
