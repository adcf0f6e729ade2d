"""Small coverages to redraw."""

from collections.abc import Callable

from shapely import Polygon

from geo.polygonal import Polygonal
from geo.redraw import Redrawn, RedrawRefused
from tests.geo.block import at, block
from tests.places import jittered_tiles


def two_blocks() -> dict[str, Polygonal]:
    """Two squares of 100 m that share the edge x = 100, with their four outer corners."""
    return {"west": block(0, 0, 100, 100), "east": block(100, 0, 100, 100)}


def west_and_two() -> dict[str, Polygonal]:
    """A square of 100 m whose east side touches two of 50 m, and has no vertex where these two meet."""
    return {"west": block(0, 0, 100, 100), "se": block(100, 0, 100, 50), "ne": block(100, 50, 100, 50)}


def bent_pair() -> dict[str, Polygonal]:
    """Two zones whose common border bends at (100, 50), a vertex of theirs alone."""
    return {
        "west": Polygon([at(0, 0), at(100, 0), at(100, 50), at(100, 100), at(0, 100)]),
        "east": Polygon([at(100, 0), at(200, 0), at(200, 100), at(100, 100), at(100, 50)]),
    }


def tiles(side: int, seed: int) -> dict[str, Polygonal]:
    """A partition into crooked quadrilaterals, coded by row and column from the south-west: "00", "01", …."""
    return {f"{i // side}{i % side}": tile for i, tile in enumerate(jittered_tiles(side, seed))}


def attempt(operation: Callable[[], Redrawn]) -> Redrawn | RedrawRefused:
    """What an operation gives, or why it is refused, where a law allows for both."""
    try:
        return operation()
    except RedrawRefused as refused:
        return refused
