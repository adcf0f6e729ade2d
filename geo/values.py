"""Places as values."""

from math import isfinite
from typing import NamedTuple


class LonLat(NamedTuple):
    """A place in degrees, EPSG:4326."""

    lon: float
    lat: float

    @property
    def is_on_earth(self) -> bool:
        """Whether both numbers are finite and within the earth's degrees."""
        return isfinite(self.lon) and isfinite(self.lat) and abs(self.lon) <= 180 and abs(self.lat) <= 90


class Bbox(NamedTuple):
    """A box in degrees, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float
