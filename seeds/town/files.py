"""The town as the files that an office would have; the demo takes them in like anybody's."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from seeds.town import buildings, calendar, inspections, lives, parks, plan, streets, water, year, zones

SEED = 2026
HOUSEHOLDS = ("编号", "地址", "经度", "纬度", "精度", "人数", "状态", "走访周期天")
MATTERS = ("编号", "事项代码", "来源", "地址", "经度", "纬度", "精度", "上报时间")
VISITS = ("编号", "类型", "户编号", "走访人", "设备", "经度", "纬度", "精度", "走访时间", "走访结果")


def _features(path: Path, rows: Iterable[tuple[dict[str, Any], Any]]) -> None:
    features = [
        {"type": "Feature", "properties": p, "geometry": json.loads(shapely.to_geojson(shape))} for p, shape in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write(folder: Path, *, today: date, seed: int = SEED) -> None:
    """Draw the town and write its files; the same seed and day write the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = plan.draw_plan(seed)
    for name, second in (("edition-2025-01", False), ("edition-2026-07", True)):
        _features(
            folder / f"{name}.geojson",
            (
                ({"level": z.level, "code": z.code, "name": z.name, "parent": z.parent}, z.shape)
                for z in zones.zones(drawn, second=second)
            ),
        )
    _features(folder / "streets.geojson", (({"name": n, "kind": k}, s) for n, k, s in streets.streets(drawn)))
    _features(folder / "water.geojson", (({"name": n}, s) for n, s in water.water(drawn)))
    _features(folder / "parks.geojson", (({"name": n}, s) for n, s in parks.parks(drawn)))
    homes = buildings.buildings(drawn, np.random.default_rng(seed))
    _features(folder / "buildings.geojson", (({"name": ""}, b.shape) for b in homes))
    grids = [z for z in zones.zones(drawn, second=True) if z.level == "grid"]
    lived = year.live(seed, today, homes, grids)
    scored = inspections.inspections(seed, today, grids)
    _table(folder / "inspections.csv", inspections.HEADER, scored, "utf-8-sig")
    _table(folder / "households.csv", HOUSEHOLDS, lived.households, "utf-8-sig")
    _table(folder / "matters.csv", MATTERS, lived.matters, "gb18030")
    _table(folder / "visits.csv", VISITS, lived.visits, "utf-8-sig")
    _table(folder / "calendar.csv", calendar.HEADER, calendar.rows(), "utf-8-sig")
    _table(folder / "histories.csv", lives.HEADER, lives.lives(seed, today, lived.matters), "utf-8-sig")
