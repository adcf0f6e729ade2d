"""A year in the town: households, matters, visits and patrols, with the planted stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import wgs84_to_gcj02
from geo.metric import metres_per_degree
from seeds.town.buildings import Building
from seeds.town.people import leader_of
from seeds.town.stories import ARMCHAIR, HOTSPOT, SHIFTED, UNPATROLLED
from seeds.town.zones import Zone

HOUSEHOLDS, MATTERS, VISITS, PATROLS = 20_000, 9_000, 42_000, 20_000
OUTSIDE = 40
# What visits found at the door: of a hundred, so many collected nothing.
FOUND, FOUND_SHARES = ("", "无人", "拒访", "空置"), (0.87, 0.08, 0.02, 0.03)
CODES = ("06010", "06012", "06036", "06011", "06042", "07001", "09005", "09006", "09010", "09009")
WEIGHTS = np.array([18, 17, 14, 6, 9, 12, 6, 8, 6, 4]) / 100
SOURCES = ("own_grid", "cross_inspection", "hotline", "resident", "department", "higher_level")
SOURCE_WEIGHTS = np.array([55, 8, 17, 12, 5, 3]) / 100
Floats = NDArray[np.float64]


class Matter(NamedTuple):
    """A row of the matters, in the order of the file's header."""

    ref: str
    code: str
    source: str
    address: str
    lon: str
    lat: str
    accuracy_m: float
    opened: datetime


@dataclass(frozen=True)
class Year:
    """Rows for the files: each a tuple in the order of the file's header."""

    households: list[tuple[object, ...]]
    matters: list[Matter]
    visits: list[tuple[object, ...]]


def _scatter(rng: np.random.Generator, xy: Floats, spread_m: Floats) -> Floats:
    """Places as a device reports them: normally scattered, its stated accuracy one deviation."""
    metres = rng.normal(size=xy.shape) * spread_m[:, None] * 0.7
    scattered: Floats = xy + metres / np.array(metres_per_degree(float(xy[0, 1])))
    return scattered


def _times(rng: np.random.Generator, today: date, count: int, hours: tuple[float, float]) -> list[datetime]:
    days = rng.integers(1, 366, count)
    at = rng.uniform(*hours, count)
    return [
        datetime.combine(today - timedelta(days=int(d)), time()) + timedelta(seconds=int(3600 * h))
        for d, h in zip(days, at, strict=True)
    ]


def _codes_of(grids: Sequence[Zone], xy: Floats) -> NDArray[np.str_]:
    found = shapely.STRtree([g.shape for g in grids]).query(shapely.points(xy), predicate="intersects")
    codes = np.full(len(xy), "", dtype="<U15")
    codes[found[0]] = np.array([g.code for g in grids])[found[1]]
    return codes


def live(seed: int, today: date, homes: list[Building], grids: list[Zone]) -> Year:
    """The rows of the year before `today`, in local time, the same for the same seed."""
    rng = np.random.default_rng(seed)
    capacity = np.array([b.homes for b in homes], float)
    at = np.sort(rng.choice(len(homes), HOUSEHOLDS, p=capacity / capacity.sum()))
    middle = shapely.get_coordinates(shapely.centroid([b.shape for b in homes]))[at]
    xy = _scatter(rng, middle, np.full(HOUSEHOLDS, 2.0))
    codes = _codes_of(grids, xy)
    return Year(
        _households(rng, homes, at, xy), _matters(rng, today, xy, codes, grids), _visits(rng, today, xy, codes, grids)
    )


def _beyond_the_rim(rng: np.random.Generator, grids: Sequence[Zone], count: int) -> Floats:
    """Places up to 45 m outside the town, as a report from across the road is."""
    town = shapely.union_all([g.shape for g in grids])
    degree_m = np.array(metres_per_degree(float(town.centroid.y)))
    line = shapely.LineString(shapely.get_coordinates(town))
    rim = shapely.get_coordinates(shapely.line_interpolate_point(line, rng.random(20 * count), normalized=True))
    away = rng.uniform(-45, 45, rim.shape)
    beyond: Floats = rim + away / degree_m
    return beyond[~shapely.intersects_xy(town, beyond[:, 0], beyond[:, 1])][:count]


def _touching(grids: Sequence[Zone], code: str) -> list[str]:
    """A grid's code and those of its neighbours."""
    shape = next(g.shape for g in grids if g.code == code)
    return [g.code for g in grids if g.shape.intersects(shape)]


def _households(
    rng: np.random.Generator, homes: list[Building], at: NDArray[np.int64], xy: Floats
) -> list[tuple[object, ...]]:
    residents = rng.choice([1, 2, 3, 4, 5, 6], HOUSEHOLDS, p=[0.18, 0.29, 0.31, 0.14, 0.06, 0.02])
    vacant = rng.random(HOUSEHOLDS) < 0.04
    care = rng.choice(["", "30", "90"], HOUSEHOLDS, p=[0.94, 0.02, 0.04])
    rows: list[tuple[object, ...]] = []
    unit, last = 0, -1
    for i, building in enumerate(at):
        unit = unit + 1 if building == last else 1
        last = int(building)
        address = f"{homes[last].address}{unit // 2 + 1}0{unit % 2 + 1}"
        count = 0 if vacant[i] else int(residents[i])
        state = "空置" if vacant[i] else "在册"
        rows.append((f"H{i + 1:06d}", address, f"{xy[i, 0]:.7f}", f"{xy[i, 1]:.7f}", 5, count, state, care[i]))
    return rows


def _matters(
    rng: np.random.Generator, today: date, xy: Floats, codes: NDArray[np.str_], grids: Sequence[Zone]
) -> list[Matter]:
    market = np.flatnonzero(codes == HOTSPOT)
    weight = rng.gamma(6.0, 1.0, len(set(codes)))
    by_code = dict(zip(sorted(set(codes)), weight, strict=True))
    p = np.array([by_code[c] for c in codes])
    p[market] *= 5.0
    at = rng.choice(len(xy), MATTERS, p=p / p.sum())
    accuracy = np.round(rng.uniform(4, 30, MATTERS), 1)
    places = _scatter(rng, xy[at], accuracy + 12)
    places[:OUTSIDE] = _beyond_the_rim(rng, grids, OUTSIDE)
    opened = _times(rng, today, MATTERS, (6.5, 21.5))
    kinds = rng.choice(CODES, MATTERS, p=WEIGHTS)
    sources = rng.choice(SOURCES, MATTERS, p=SOURCE_WEIGHTS)
    lon, lat = places.T
    return [
        Matter(f"M{i + 1:06d}", str(kinds[i]), str(sources[i]), "", f"{lon[i]:.7f}", f"{lat[i]:.7f}",
               float(accuracy[i]), opened[i])
        for i in range(MATTERS)
    ]  # fmt: skip


def _visits(
    rng: np.random.Generator, today: date, xy: Floats, codes: NDArray[np.str_], grids: Sequence[Zone]
) -> list[tuple[object, ...]]:
    total = VISITS + PATROLS
    at = rng.integers(0, len(xy), total)
    patrol = np.arange(total) >= VISITS
    # Nobody patrols this grid, and nobody strays into it from the next.
    at = at[~(patrol & np.isin(codes[at], _touching(grids, UNPATROLLED)))]
    patrol = np.arange(len(at)) >= VISITS
    accuracy = np.round(rng.uniform(4, 25, len(at)), 1)
    places = _scatter(rng, xy[at], np.where(patrol, 30.0, accuracy))
    chair = (codes[at] == ARMCHAIR) & ~patrol
    places[chair] = _scatter(rng, np.tile(xy[codes == ARMCHAIR][0], (int(chair.sum()), 1)), np.full(chair.sum(), 3.0))
    shifted = codes[at] == SHIFTED
    places[shifted] = np.column_stack(wgs84_to_gcj02(places[shifted, 0], places[shifted, 1]))
    times = _times(rng, today, len(at), (8.0, 19.5))
    found = rng.choice(FOUND, len(at), p=FOUND_SHARES)
    return [
        (
            f"V{i + 1:06d}", "巡查" if patrol[i] else "走访", "" if patrol[i] else f"H{at[i] + 1:06d}",
            leader_of(codes[at[i]]), f"d{codes[at[i]][9:]}", f"{places[i, 0]:.7f}", f"{places[i, 1]:.7f}",
            accuracy[i], times[i], "" if patrol[i] else str(found[i]),
        )
        for i in range(len(at))
    ]  # fmt: skip
