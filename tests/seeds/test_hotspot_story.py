"""The planted hotspot is confirmed by the map that the demo draws, and nothing else is."""

import csv
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

import seeds.codes
from geo.hotspot.hexagon import hexagons
from geo.hotspot.incident import incidents
from geo.hotspot.permutation import judge_map
from geo.hotspot.verdict import verdicts
from geo.metric import flatten
from seeds.demo import hotspot_question
from seeds.town.stories import HOTSPOT
from tests.seeds.conftest import TODAY, Rows, Town

LAT = 33.4
LOOKING = {"own_grid", "cross_inspection"}


def places(rows: Rows) -> NDArray[np.float64]:
    return flatten(np.array([(float(r["经度"]), float(r["纬度"])) for r in rows]), LAT)


def test_the_demo_confirms_the_market_and_no_other_place(town: Town) -> None:
    asked = hotspot_question(1, TODAY)
    assert asked.period == "2026-H2"
    path = Path(seeds.codes.__file__).with_name("groups.csv")
    with path.open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file) if row["group"] == asked.group}
    grids = town.outlines("grid")
    flat = {code: shapely.transform(shape, lambda xy: flatten(xy, LAT)) for code, shape in grids.items()}
    units = hexagons(shapely.union_all(list(flat.values())), asked.across_m)

    voided = {row["编号"] for row in town.rows("histories") if row["动作"] == "作废"}
    found = [
        r for r in town.rows("matters")
        if r["来源"] in LOOKING and r["事项代码"] in codes and r["上报时间"] >= "2026-07" and r["编号"] not in voided
    ]  # fmt: skip
    at = np.array([np.datetime64(r["上报时间"]) for r in found]).astype("datetime64[s]").astype(float)
    once = np.unique(incidents(places(found), at, [r["事项代码"] for r in found]), return_index=True)[1]
    counts = np.bincount(_known(units.unit_of(places(found)[once])), minlength=len(units.shapes))

    looked = [r for r in town.rows("visits") if r["类型"] == "巡查" and r["走访时间"] >= "2026-07"]
    passes = {(u, r["走访人"], r["走访时间"][:10]) for u, r in zip(units.unit_of(places(looked)), looked, strict=True)}
    effort = np.bincount(_known(np.array([u for u, *_ in passes])), minlength=len(units.shapes)).astype(float)

    tested = judge_map(counts, effort, units.neighbours(), permutations=asked.permutations, seed=asked.seed)
    said = np.array(verdicts(tested))
    middles = shapely.point_on_surface(units.shapes[said == "confirmed"])
    assert len(middles)
    assert all(shapely.intersects(flat[HOTSPOT], middles))


def _known(unit: NDArray[np.int64]) -> NDArray[np.int64]:
    return unit[unit >= 0]
