"""The ground of an analysis: its units in a metric frame, and which unit and grid a place belongs to."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from geo.hotspot.hexagon import Hexagons, hexagons
from geo.hotspot.neighbour import Neighbours
from geo.hotspot.segment import Segments, segments
from geo.metric import flatten, unflatten
from services.access.scope import Scope
from services.database import sql
from services.errors import Invalid
from services.hotspots.question import Question

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shapes = NDArray[np.object_]
# The longest stretch of street that is one unit, and how far a place may lie from its street.
STRETCH_M, OFF_STREET_M = 100.0, 60.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Grids and units of the scope; metres by the flat scale at `lat`."""

    lat: float
    grid_ids: tuple[int, ...]
    grids: Shapes
    streets: Shapes
    units: Hexagons | Segments
    neighbours: Neighbours

    @property
    def shapes(self) -> Shapes:
        """The units' outlines or lines, in metres."""
        return self.units.shapes

    def in_degrees(self) -> Shapes:
        """The units in EPSG:4326."""
        turned: Shapes = shapely.transform(self.shapes, lambda xy: unflatten(xy, self.lat))
        return turned

    def middles(self) -> Floats:
        """A place inside each unit, in metres."""
        if isinstance(self.units, Hexagons):
            return shapely.get_coordinates(shapely.point_on_surface(self.shapes))
        return shapely.get_coordinates(shapely.line_interpolate_point(self.shapes, 0.5, normalized=True))

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """Degrees to metres (n, 2)."""
        return flatten(np.column_stack([lon, lat]), self.lat)

    def unit_of(self, xy: Floats) -> Ints:
        """The unit of each place, -1 where there is none."""
        return self.units.unit_of(xy, OFF_STREET_M) if isinstance(self.units, Segments) else self.units.unit_of(xy)

    def grid_of_units(self) -> list[int | None]:
        """The grid that holds each unit's middle."""
        found = shapely.STRtree(self.grids).query(shapely.points(self.middles()), predicate="intersects")
        held: dict[int, int] = {}
        for unit, grid in found.T.tolist():
            held.setdefault(unit, self.grid_ids[grid])
        return [held.get(unit) for unit in range(len(self.shapes))]

    def street_m_of_units(self) -> Floats:
        """Metres of street in each unit."""
        return self.units.length_m if isinstance(self.units, Segments) else self.street_m(self.shapes)

    def street_m(self, within: Shapes) -> Floats:
        """Metres of street in each of some outlines."""
        lines = self.streets
        pairs = shapely.STRtree(lines).query(within, predicate="intersects") if len(lines) else np.zeros((2, 0), int)
        length = shapely.length(shapely.intersection(within[pairs[0]], lines[pairs[1]]))
        return np.bincount(pairs[0], weights=length, minlength=len(within)).astype(float)


def read_ground(session: Session, scope: Scope, question: Question) -> Ground:
    """The ground of a question, within the caller's scope. Raises Invalid where it has no units."""
    asked = {"edition": question.edition_id, "everything": scope.everything, "grids": list(scope.grid_ids)}
    rows = session.execute(sql(__file__, "ground.sql"), asked).all()
    if not rows:
        raise Invalid("hotspots.no_units")
    degrees = shapely.from_wkb([bytes(row.shape) for row in rows])
    west, south, east, north = shapely.total_bounds(degrees)
    lat = round(float(south + north) / 2, 3)
    box = {"west": west, "south": south, "east": east, "north": north}
    lines = shapely.from_wkb([bytes(row.shape) for row in session.execute(sql(__file__, "streets.sql"), box)])
    grids, streets = (_flat(shapes, lat) for shapes in (degrees, lines))
    zone = shapely.union_all(grids)
    units: Hexagons | Segments
    if question.unit == "street":
        units = segments(shapely.MultiLineString(list(shapely.get_parts(streets))), zone, STRETCH_M)
        if not len(units.shapes):
            raise Invalid("hotspots.no_streets")
    else:
        units = hexagons(zone, question.across_m)
    return Ground(lat, tuple(row.zone_id for row in rows), grids, streets, units, units.neighbours())


def _flat(shapes: Shapes, lat: float) -> Shapes:
    flat: Shapes = shapely.transform(np.asarray(shapes, object), lambda xy: flatten(xy, lat))
    return flat
