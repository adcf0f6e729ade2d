"""Which polygon covers a point, asked of the outlines themselves: exact, and slow for millions."""

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

NONE = -1


class Outlines:
    """Polygons in degrees by rising rank, ready for points; an index is made when it is first needed."""

    def __init__(self, polygons: NDArray[np.object_]) -> None:
        self.polygons = polygons

    @cached_property
    def _tree(self) -> STRtree:
        shapely.prepare(self.polygons)
        return STRtree(self.polygons)

    def ranks(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
        """The lowest rank whose polygon covers each point, its border included; -1 where none does."""
        beyond = len(self.polygons)
        ranks = np.full(lon.shape, beyond, np.int32)
        if not len(lon):
            return ranks
        point, polygon = self._tree.query(shapely.points(lon, lat))
        by_polygon = np.argsort(polygon, kind="stable")
        point, polygon = point[by_polygon], polygon[by_polygon]
        covered = shapely.intersects_xy(self.polygons[polygon], lon[point], lat[point])
        np.minimum.at(ranks, point[covered], polygon[covered].astype(np.int32))
        ranks[ranks == beyond] = NONE
        return ranks
