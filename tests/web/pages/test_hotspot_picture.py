"""The drawing of a hotspot map, where its units are smaller than what is drawn."""

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.values import Bbox
from services.gridfile.map import Surroundings
from services.hotspots.read import Unit
from web.pages.hotspots.picture import picture

BOX = Bbox(113.0, 33.0, 114.0, 34.0)


# A pixel is over a hundred metres there; these are four metres across.
@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(113.50001, 33.50001, 113.50005, 33.50005),
        shapely.LineString([(113.50001, 33.50001), (113.50005, 33.50001)]),
    ],
    ids=["hexagon", "street"],
)
def test_a_hotspot_smaller_than_a_tenth_of_a_pixel_still_has_its_number(shape: BaseGeometry) -> None:
    unit = Unit(0, 1, "confirmed", 3, 1.0, 0, None, [3], [1.0], shape)
    drawn = picture(Surroundings(shapely.box(*BOX), BOX, ()), [unit], None)
    (spot,) = drawn.spots
    assert (spot.place, round(spot.x)) == (1, 380)
