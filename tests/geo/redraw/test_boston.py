"""A long session of redrawing on real precincts."""

from functools import partial

import numpy as np
import pytest
import shapely
from shapely import LineString

from geo.polygonal import Polygonal
from geo.redraw import (
    Coverage,
    Redrawn,
    RedrawRefused,
    Refusal,
    delete_vertex,
    insert_vertex,
    merge,
    move_vertex,
    node,
    split,
)
from geo.snapping import snap_coverage
from tests.geo.real import repaired
from tests.geo.redraw.town import attempt


def redraw(coverage: Coverage, rng: np.random.Generator, step: int) -> Redrawn:
    """One operation of any kind at any place."""
    code = str(rng.choice(list(coverage)))
    zone = coverage[code]
    ring = shapely.get_coordinates(zone)[:4].tolist()
    vertex, following = (ring[1][0], ring[1][1]), ring[2]
    match str(rng.choice(["split", "merge", "move", "insert", "delete"])):
        case "split":
            middle = zone.representative_point()
            return split(coverage, code, through(middle.x, middle.y), [f"{step}a", f"{step}b"])
        case "merge":
            others = [other for other in coverage if other != code and coverage[other].touches(zone)]
            return merge(coverage, [code, *others[:1]], f"{step}m")
        case "move":
            return move_vertex(coverage, vertex, (vertex[0] + 2e-5, vertex[1] - 1e-5), snap_m=1)
        case "insert":
            return insert_vertex(coverage, ((vertex[0] + following[0]) / 2, (vertex[1] + following[1]) / 2))
        case _:
            return delete_vertex(coverage, vertex)


def through(lon: float, lat: float) -> LineString:
    """A line right across the city, rising to the east."""
    return LineString([(lon - 0.4, lat - 0.1), (lon + 0.4, lat + 0.1)])


@pytest.fixture(scope="module")
def precincts() -> dict[str, Polygonal]:
    """Boston's precincts with shared edges: as published they do not quite meet."""
    zones = snap_coverage(repaired("boston/areas.gpkg", "precincts"), 0.5, gap_width_m=10).zones
    return node({f"{i:03d}": zone for i, zone in enumerate(zones)}).coverage


def test_a_hundred_redrawings_leave_a_coverage(precincts: dict[str, Polygonal]) -> None:
    rng, coverage, done = np.random.default_rng(7), precincts, 0
    for step in range(100):
        redrawn = attempt(partial(redraw, coverage, rng, step))
        if isinstance(redrawn, RedrawRefused):
            assert redrawn.reason not in {Refusal.UNSHARED_EDGE, Refusal.NO_VERTEX, Refusal.NO_EDGE}
            continue
        done += 1
        untouched = set(coverage) - set(redrawn.changed) - set(redrawn.removed)
        assert all(redrawn.coverage[code] is coverage[code] for code in untouched)
        coverage = redrawn.coverage
    assert done > 50
    assert shapely.coverage_is_valid(list(coverage.values()))
