"""Reports over invented zones, as large and as ill-meant as they come."""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from geo.polygonal import Polygonal
from tests.places import jittered_tiles
from web.portable.sheet import Key, Line, Sheet

Floats = NDArray[np.float64]
# Also a template's own signs: Folium reads what it is given as a template once more.
ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'=cmd|' /C calc'!A0{{ 7 * 7 }}{% raw %}"
STATES = ("c0", "c1", "c2", "c3", "c4", "s-zero", "s-no_data", "s-withheld", "s-not_applicable")


def wavy(tile: Polygon, each: int = 24) -> Polygon:
    """A tile with more vertices along its sides than any plan has; neighbours still share them."""
    corners = shapely.get_coordinates(tile)
    sides = [_side(a, b, each) for a, b in pairwise(corners)]
    return Polygon(np.concatenate(sides))


def _side(a: Floats, b: Floats, each: int) -> Floats:
    """Vertices from one corner up to the next, the same from either end."""
    forward = tuple(a) <= tuple(b)
    first, last = (a, b) if forward else (b, a)
    t = np.arange(each + 1) / each
    across = (last - first)[::-1] * (1, -1)
    line: Floats = first + t[:, None] * (last - first) + (0.04 * np.sin(6 * np.pi * t))[:, None] * across
    return line[:-1] if forward else line[:0:-1]


def sheet(count: int, name: str = "网格") -> Sheet:
    """So many zones in turn of every class and state."""
    rows = tuple(
        Line(i, str(i + 1), f"{name}{i}", f"9999010010{i:05d}", f"{name} / 第1片区", "12.3", "123", "456",
             STATES[i % len(STATES)])
        for i in range(count)
    )  # fmt: skip
    legend = tuple(Key(css, css, sum(row.css == css for row in rows)) for css in STATES)
    return Sheet(
        title=name,
        unit="件／百户",
        direction="越低越好",
        level="网格",
        period="2026年10月",
        edition=name,
        document=name,
        counted="n = 1",
        numerator="事项",
        denominator="户",
        legend=legend,
        summed="",
        hatched="",
        rows=rows,
        classes=5,
        drawn="",
    )


def outlines(side: int, each: int = 24) -> dict[int, Polygonal]:
    """Zones in a square, so many a side, by the ids of `sheet`."""
    return {i: wavy(tile, each) for i, tile in enumerate(jittered_tiles(side, seed=3))}
