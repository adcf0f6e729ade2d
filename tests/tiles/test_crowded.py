"""A tile of more than 5,000 points gathers them in wider cells, and counts every one."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import town
from tests.tiles.conftest import Drawn, cut
from tests.tiles.place import features, points, tile_at

ZOOM, COLUMNS = 16, 100
# A pixel of a tile of zoom 16 is a metre wide here.
APART_M = 1.2


def crowd(count: int) -> list[tuple[float, float]]:
    """Places in one tile, a pixel or more apart, in rows of a hundred."""
    west = next(x for x in range(0, 280, 5) if tile_at(x, 5, ZOOM) == tile_at(x + COLUMNS * APART_M, 90, ZOOM))
    return [(west + APART_M * (i % COLUMNS), 8 + APART_M * (i // COLUMNS)) for i in range(count)]


# The town's own four households are in other tiles, or one of them is in this one.
@pytest.mark.parametrize(("count", "least", "most"), [(4990, 4990, 4994), (6000, 100, 4096)])
def test_every_point_counts_once(drawn_town: Drawn, tmp_path: Path, count: int, least: int, most: int) -> None:
    places = crowd(count)
    rows = [f"C{i},{town.at(*place)[0]!r},{town.at(*place)[1]!r}" for i, place in enumerate(places)]
    register = tmp_path / "crowd.csv"
    register.write_text("编号,经度,纬度\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with Session(drawn_town.owner) as session, session.begin():
        town.take(session, "households", register)
    x, y = tile_at(*places[0], ZOOM)
    (body,) = cut(drawn_town.urls, "households", drawn_town.office, (ZOOM, x, y))
    own = sum(tile_at(at, 50.0, ZOOM) == (x, y) for at in (50.0, 150.0, 250.0, 350.0))
    assert points(body) == count + own
    assert least <= len(features(body)) <= most
