"""The measurement of tiles, at a size that takes seconds: what it compares is the same, and no point is lost."""

from collections.abc import Iterator

import pytest

from bench import tiles
from bench.ground import Ground, fill
from bench.processes import Server, free_port, serving
from tests import database

POINTS = 400


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """Nine grids and a few hundred households."""
    with database.cloned("bench") as urls:
        yield fill(urls, side=3, vertices=12, points=POINTS)


@pytest.fixture(scope="module")
def ours(ground: Ground) -> Iterator[Server]:
    """The product, served over them."""
    port = free_port()
    cookie = {"Cookie": f"xunge_session={ground.token}"}
    with serving(tiles.our_command(ground, port, database.cluster().data), port, headers=cookie) as server:
        yield server


@pytest.mark.parametrize("zoom", [9, 11, 14, 15, 16, 17])
def test_the_tiles_of_a_zoom_level_stand_for_every_point(ground: Ground, ours: Server, zoom: int) -> None:
    template = tiles.Bench(ground, ours, ours).template("households")
    bodies = [ours.get(template.format(z=t.z, x=t.x, y=t.y)) for t in tiles.tiles_over(zoom)]
    assert sum(tiles.points_in(body) for body in bodies) == POINTS


def test_a_raised_version_makes_new_addresses_and_the_cost_is_told(ground: Ground, ours: Server) -> None:
    bench = tiles.Bench(ground, ours, ours)
    before = bench.template("zones")
    bench.raise_version("zones")
    assert bench.template("zones") != before
    assert bench.bare("zones", tiles.tiles_over(12), 3) > 0
    assert bench.cost_ms(ours, ours.get, [before.format(z=12, x=0, y=0)] * 50) > 0
