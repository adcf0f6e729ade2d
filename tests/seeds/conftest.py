"""The town's files, written once."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from seeds.town import files

TODAY = date(2026, 11, 24)


Rows = list[dict[str, str]]


@cache
def rows_of(folder: Path, name: str) -> Rows:
    """A table's rows, read once."""
    encoding = "gb18030" if name == "matters" else "utf-8-sig"
    with (folder / f"{name}.csv").open(encoding=encoding) as file:
        return list(csv.DictReader(file))


@cache
def features_of(folder: Path, name: str) -> list[Any]:
    """A layer's features, read once."""
    features: list[Any] = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    return features


@dataclass(frozen=True)
class Town:
    """The folder of the files, read as a person would."""

    folder: Path

    def rows(self, name: str) -> Rows:
        """A table's rows."""
        return rows_of(self.folder, name)

    def outlines(self, level: str, name: str = "edition-2026-07") -> dict[str, BaseGeometry]:
        """The zones of a level by code."""
        return {
            f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"]))
            for f in features_of(self.folder, name)
            if f["properties"]["level"] == level
        }

    def inside(self, table: str, which: Callable[[dict[str, str]], bool] = lambda _row: True) -> Counter[str]:
        """How many rows of a table lie in each grid."""
        outlines = self.outlines("grid")
        codes = list(outlines)
        points = shapely.points([(float(r["经度"]), float(r["纬度"])) for r in self.rows(table) if which(r)])
        _, grid = shapely.STRtree(list(outlines.values())).query(points, predicate="intersects")
        return Counter(codes[g] for g in grid)


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town of the standard seed."""
    folder = tmp_path_factory.mktemp("town")
    files.write(folder, today=TODAY)
    return Town(folder)
