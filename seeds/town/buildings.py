"""The buildings of the town: each block is built in one manner, and none stands on water or on the walks beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely
from shapely import Polygon

from seeds.town import names
from seeds.town.plan import COLUMNS, ROWS, Block, Plan, in_old_quarter, in_park, is_estate, is_industrial
from seeds.town.streets import walks
from seeds.town.water import water

MARKET = (2, 3)
SCHOOLS = frozenset({(1, 9), (6, 13), (12, 1), (17, 11), (20, 5), (10, 8), (5, 2), (16, 2)})
OFFICES = frozenset({(7, 3), (8, 3), (9, 3), (7, 12), (8, 12), (8, 11), (18, 4), (19, 4), (18, 3), (19, 12), (18, 12)})
# A patch inside a block, from 0 to 1: west, south, east, north, and the homes in it.
Patch = tuple[float, float, float, float, int]
Manner = Callable[[np.random.Generator], Iterator[Patch]]


@dataclass(frozen=True)
class Building:
    """A building in its block, with the address it has and how many homes it can hold."""

    block: Block
    shape: Polygon
    address: str
    homes: int


def in_rows(
    rng: np.random.Generator, rows: int, across: int, size: tuple[float, float], homes: int, shift: float = 0.0
) -> Iterator[Patch]:
    """Rows of like buildings, each `size` of its place wide and deep; here and there one is missing."""
    for r in range(rows):
        for c in range(across):
            if rng.random() < 0.1:
                continue
            west = 0.08 + 0.84 * (c + shift * (r % 2)) / across
            south = 0.08 + 0.84 * r / rows
            wide, deep = (s * rng.uniform(0.86, 1.1) for s in size)
            yield west, south, min(west + 0.84 / across * wide, 0.94), south + 0.84 / rows * deep, homes


def around_a_yard(rng: np.random.Generator) -> Iterator[Patch]:
    """Houses along all four sides, a yard in the middle."""
    deep = rng.uniform(0.1, 0.14)
    for low, high in ((0.07, 0.36), (0.38, 0.64), (0.66, 0.93)):
        yield low, 0.07, high, 0.07 + deep, 6
        yield low, 0.93 - deep, high, 0.93, 6
    for low, high in ((0.24, 0.49), (0.51, 0.76)):
        yield 0.07, low, 0.07 + deep * 0.8, high, 5
        yield 0.93 - deep * 0.8, low, 0.93, high, 5


def with_a_lane(rng: np.random.Generator) -> Iterator[Patch]:
    """Small houses on both sides of the lane in the middle of the block."""
    for west, south, east, north, homes in in_rows(rng, 6, 8, (0.76, 0.72), 2):
        aside = 0.03 if west > 0.49 else -0.02
        yield west + aside, south, east + aside, north, homes


def of_a_school(rng: np.random.Generator) -> Iterator[Patch]:
    """Three wings of a school; the rest is its field."""
    wing = rng.uniform(0.07, 0.09)
    yield 0.1, 0.8, 0.62, 0.8 + wing, 0
    yield 0.1, 0.5, 0.1 + wing, 0.79, 0
    yield 0.1, 0.42, 0.55, 0.42 + wing, 0


def of_a_market(_rng: np.random.Generator) -> Iterator[Patch]:
    """A hall, and rows of shops with people living above them."""
    yield 0.14, 0.3, 0.6, 0.72, 0
    for i in range(6):
        yield 0.68, 0.1 + 0.14 * i, 0.88, 0.19 + 0.14 * i, 4
        yield 0.1 + 0.09 * i, 0.1, 0.17 + 0.09 * i, 0.2, 2


def of_a_works(rng: np.random.Generator, across: int) -> Iterator[Patch]:
    """Sheds, and a house where workers live."""
    yield 0.1, 0.08, 0.1 + rng.uniform(0.3, 0.6), 0.16, 12
    for west, south, east, north, homes in in_rows(rng, 2, across, (0.84, 0.76), 0):
        yield west, 0.22 + 0.76 * south, east, 0.22 + 0.76 * north, homes


SLABS: Manner = partial(in_rows, rows=5, across=3, size=(0.74, 0.38), homes=6)
LONG_SLABS: Manner = partial(in_rows, rows=6, across=2, size=(0.84, 0.34), homes=8)
TOWERS: Manner = partial(in_rows, rows=3, across=3, size=(0.42, 0.4), homes=18, shift=0.35)
HOUSES: Manner = partial(in_rows, rows=5, across=6, size=(0.66, 0.5), homes=2)
WORKS: tuple[Manner, ...] = (partial(of_a_works, across=2), partial(of_a_works, across=1))
OFFICE: Manner = partial(in_rows, rows=2, across=3, size=(0.62, 0.5), homes=0)

NAMED: dict[Block, Manner] = (
    dict.fromkeys(SCHOOLS, of_a_school) | dict.fromkeys(OFFICES, OFFICE) | {MARKET: of_a_market}
)


def manner_of(block: Block) -> Manner | None:
    """How a block is built; None where it is not."""
    if in_park(block):
        return None
    if block in NAMED:
        return NAMED[block]
    if in_old_quarter(block):
        return with_a_lane
    return WORKS[sum(block) % 2] if is_industrial(block) else _dwellings(block)


def _dwellings(block: Block) -> Manner:
    if is_estate(block):
        return (SLABS, TOWERS, LONG_SLABS)[(block[0] // 2 * 7 + block[1] // 2 * 3) % 3]
    at_rim = block[0] in (0, 1) or block[1] in (0, ROWS - 1)
    return (HOUSES, HOUSES, SLABS)[(block[0] + 2 * block[1]) % 3] if at_rim else (around_a_yard, SLABS)[sum(block) % 2]


def buildings(plan: Plan, rng: np.random.Generator) -> list[Building]:
    """All buildings, block by block."""
    taken = shapely.union_all([shape for _, shape in water(plan)] + [line for _, _, line in walks(plan)])
    shapely.prepare(taken)
    found = []
    for column in range(COLUMNS):
        for row in range(ROWS):
            found += [b for b in _in_block(plan, rng, (column, row)) if not taken.intersects(b.shape)]
    return found


def _in_block(plan: Plan, rng: np.random.Generator, block: Block) -> list[Building]:
    manner = manner_of(block)
    if manner is None:
        return []
    found = []
    for number, (west, south, east, north, homes) in enumerate(manner(rng), start=1):
        u, v = block
        shape = plan.patch(u + west, v + south, u + east, v + north)
        found.append(Building(block, shape, _address(block, number), homes))
    return found


def _address(block: Block, number: int) -> str:
    if is_estate(block):
        return f"{names.estate(block)}{30 * (block[0] % 2 + 2 * (block[1] % 2)) + number}栋"
    street = names.lane(block) if in_old_quarter(block) else names.EAST_WEST[block[1]]
    return f"{street}{10 * block[0] + 1}号{number}栋"
