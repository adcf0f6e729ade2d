"""Locating against geopandas.sjoin and shapely's STRtree: same points, same grids, same answers.

End to end: from arrays of coordinates and outlines to one grid index a point, index building
included on both sides, the lowest code deciding where two grids cover a point.
"""

from collections.abc import Callable
from time import process_time

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from bench.record import keep
from geo.locate import Locator

Answer = NDArray[np.int64]
RUNS = 3


def grids(side: int, vertices: int, seed: int) -> NDArray[np.object_]:
    """A partition into side × side tiles of crooked shared edges, each outline of `vertices` vertices."""
    rng = np.random.default_rng(seed)
    per_edge = vertices // 4
    n = side * per_edge
    x, y = np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0))
    x += rng.uniform(-0.3, 0.3, x.shape)
    y += rng.uniform(-0.3, 0.3, y.shape)
    lon, lat = 113 + x / n, 33 + y / n
    k = np.arange(per_edge)
    tiles = []
    for r in range(0, n, per_edge):
        for c in range(0, n, per_edge):
            rows = np.concatenate([np.full(per_edge, r), r + k, np.full(per_edge, r + per_edge), r + per_edge - k])
            columns = np.concatenate([c + k, np.full(per_edge, c + per_edge), c + per_edge - k, np.full(per_edge, c)])
            tiles.append(np.column_stack([lon[rows, columns], lat[rows, columns]]))
    return np.asarray(shapely.polygons(np.asarray(tiles)), dtype=object)


def lowest(point: Answer, polygon: Answer, size: int) -> Answer:
    """One grid a point, the lowest that was found."""
    found = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(found, point, polygon)
    return np.where(found == np.iinfo(np.int64).max, -1, found)


def by_us(xy: NDArray[np.float64], polygons: NDArray[np.object_]) -> Answer:
    """Our locator."""
    codes = [f"{i:06d}" for i in range(len(polygons))]
    return Locator(codes, polygons.tolist()).locate(xy[:, 0], xy[:, 1])


def by_strtree(xy: NDArray[np.float64], polygons: NDArray[np.object_]) -> Answer:
    """The geometry library's own tree, points asked of grids."""
    found = shapely.STRtree(polygons).query(shapely.points(xy), predicate="intersects")
    return lowest(found[0], found[1], len(xy))


def by_sjoin(xy: NDArray[np.float64], polygons: NDArray[np.object_]) -> Answer:
    """The common spatial join."""
    left = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(xy[:, 0], xy[:, 1]))
    joined = geopandas.sjoin(left, geopandas.GeoDataFrame(geometry=polygons), predicate="intersects")
    return lowest(joined.index.to_numpy(), joined["index_right"].to_numpy(), len(xy))


def timed(work: Callable[..., Answer], *given: object) -> tuple[float, Answer]:
    """CPU seconds of a call, and its answer."""
    before = process_time()
    answer = work(*given)
    return process_time() - before, answer


def compare(points: int, side: int, vertices: int) -> None:
    """Measure one size in turn against both peers.

    Raises AssertionError where a peer gives another answer.
    """
    polygons = grids(side, vertices, seed=1)
    xy = np.random.default_rng(2).uniform((112.99, 32.99), (114.01, 34.01), (points, 2))
    for peer, work in (("geopandas", by_sjoin), ("STRtree", by_strtree)):
        ours, theirs = [], []
        for _ in range(RUNS):
            # Prepared outlines are kept inside the geometries: each side gets its own copies.
            seconds, mine = timed(by_us, xy, shapely.transform(polygons, np.array))
            ours.append(seconds)
            seconds, other = timed(work, xy, shapely.transform(polygons, np.array))
            theirs.append(seconds)
            if not np.array_equal(mine, other):
                raise AssertionError(f"{peer} answers {np.count_nonzero(mine != other)} points otherwise")
        keep(f"locate {points:,} points in {side * side:,} grids", peer, ours, theirs, "CPU s")


def main() -> None:
    """Both sizes of the promise."""
    compare(1_000_000, 45, 76)
    compare(5_000_000, 316, 34)


if __name__ == "__main__":
    main()
