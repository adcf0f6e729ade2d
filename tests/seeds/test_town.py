"""The demo town: the same from the same seed, a partition, its streets one graph."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from seeds.town import buildings, files, parks, plan, streets, water, year, zones
from tests.seeds.conftest import TODAY, Town

PLAN = plan.draw_plan(files.SEED)


@pytest.mark.parametrize("second", [False, True])
def test_each_level_is_a_partition_and_nests(second: bool) -> None:
    drawn = zones.zones(PLAN, second=second)
    assert Counter(z.level for z in drawn) == {"subdistrict": 1, "community": 6, "area": 18, "grid": 96}
    shapes = {z.code: z.shape for z in drawn}
    for level in ("community", "area", "grid"):
        assert shapely.coverage_is_valid([z.shape for z in drawn if z.level == level])
    for zone in drawn:
        assert zone.shape.geom_type == "Polygon", zone.code
        if zone.parent is not None:
            assert shapes[zone.parent].covers(zone.shape)


def test_the_streets_are_one_graph() -> None:
    ends = [shapely.get_coordinates(line)[[0, -1]].tolist() for _, _, line in streets.streets(PLAN)]
    reached, open_ends = set(), {tuple(ends[0][0])}
    links: dict[tuple[float, float], set[tuple[float, float]]] = {}
    for start, end in ends:
        links.setdefault(tuple(start), set()).add(tuple(end))
        links.setdefault(tuple(end), set()).add(tuple(start))
    while open_ends:
        here = open_ends.pop()
        reached.add(here)
        open_ends |= links[here] - reached
    assert reached == set(links)


def test_streets_have_ranks_and_only_bridges_cross_the_river() -> None:
    drawn = streets.streets(PLAN)
    kinds = Counter(kind for _, kind, _ in drawn)
    assert kinds["street"] > kinds["arterial"] > 0
    assert set(kinds) == {"arterial", "collector", "street", "service", "lane"}
    river = water.river(PLAN)
    assert river.is_valid
    assert {name for name, _, line in drawn if line.intersects(river)} == {"丁香街", "鹿鸣大道", "松风街", "芦花大道"}


def test_no_building_stands_on_water_or_on_a_street_of_its_block() -> None:
    drawn = buildings.buildings(PLAN, np.random.default_rng(files.SEED))
    lines = shapely.STRtree([line for _, _, line in streets.streets(PLAN)])
    hit = lines.query([b.shape for b in drawn], predicate="intersects")
    assert len(set(hit[0].tolist())) == 0
    assert all(b.shape.is_valid for b in drawn)


def test_nobody_lives_in_the_park_and_its_lake_is_water() -> None:
    ((_, park),) = parks.parks(PLAN)
    assert park.is_valid
    homes = [one.shape for one in buildings.buildings(PLAN, np.random.default_rng(files.SEED))]
    assert not shapely.intersects(park, homes).any()
    lakes = [shape for name, shape in water.water(PLAN) if name == "镜湖"]
    assert shapely.intersection(park, lakes[0]).area == 0


def test_the_same_seed_and_day_write_the_same_bytes(town: Town, tmp_path: Path) -> None:
    files.write(tmp_path, today=TODAY)
    for path in town.folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_it_has_the_size_of_a_subdistrict(town: Town) -> None:
    assert len(town.rows("households")) == year.HOUSEHOLDS
    assert len(town.rows("matters")) == year.MATTERS
    assert len(town.rows("visits")) > 60_000
