"""The demo town: the same from the same seed, a partition, its stories told."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from seeds.town import files, ground, plan, year

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's files."""
    made = tmp_path_factory.mktemp("town")
    files.write(made, today=TODAY)
    return made


def outline(folder: Path, code: str) -> BaseGeometry:
    """A grid of the second edition."""
    grids = json.loads((folder / "edition-2026-07.geojson").read_text(encoding="utf-8"))["features"]
    return shapely.from_geojson(json.dumps(next(g["geometry"] for g in grids if g["properties"]["code"] == code)))


@pytest.mark.parametrize("second", [False, True])
def test_each_level_is_a_partition_and_nests(second: bool) -> None:
    zones = ground.zones(plan.draw_plan(2026), second=second)
    numbers = Counter(z.level for z in zones)
    assert numbers == {"subdistrict": 1, "community": 6, "area": 18, "grid": 96}
    shapes = {z.code: z.shape for z in zones}
    for level in ("community", "area", "grid"):
        assert shapely.coverage_is_valid([z.shape for z in zones if z.level == level])
    for zone in zones:
        if zone.parent is not None:
            assert shapes[zone.parent].covers(zone.shape)


def test_the_streets_are_one_graph() -> None:
    ends = [shapely.get_coordinates(line)[[0, -1]].tolist() for _, _, line in ground.streets(plan.draw_plan(2026))]
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


def test_the_same_seed_and_day_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    files.write(tmp_path, today=TODAY)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_the_market_has_several_times_the_matters_of_a_grid(folder: Path) -> None:
    with (folder / "matters.csv").open(encoding="gb18030") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == year.MATTERS
    assert all(r["结案时间"] < f"{TODAY}" for r in rows)
    market = outline(folder, year.HOTSPOT)
    inside = sum(market.intersects(shapely.Point(float(r["经度"]), float(r["纬度"]))) for r in rows)
    assert inside > 3 * year.MATTERS / 96


def test_nobody_patrols_the_unpatrolled_grid(folder: Path) -> None:
    shape = outline(folder, year.UNPATROLLED)
    with (folder / "visits.csv").open(encoding="utf-8-sig") as file:
        patrols = [r for r in csv.DictReader(file) if r["类型"] == "巡查"]
    assert len(patrols) > 10_000
    assert not any(shape.intersects(shapely.Point(float(r["经度"]), float(r["纬度"]))) for r in patrols)
