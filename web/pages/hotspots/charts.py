"""The funnel of grids and the months of a hotspot, laid out in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geo.hotspot.funnel import Z95, Z998, Funnel
from services.hotspots.read import Grid

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 54, 12, 12, 26
STEPS = 60
BARS_WIDTH, BARS_HEIGHT = 640, 84


@dataclass(frozen=True, slots=True)
class GridDot:
    """A grid in the plot; `stands_out` is over, under or empty, `beyond` of one whose rate is above the plot's rim."""

    grid: Grid
    x: float
    y: float
    stands_out: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """Lines as SVG point lists, and ticks as (pixel, value)."""

    dots: tuple[GridDot, ...]
    inner: tuple[str, str]
    outer: tuple[str, str]
    rate_y: float
    x_ticks: tuple[tuple[float, float], ...]
    y_ticks: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT


def funnel_plot(shape: Funnel, grids: Sequence[Grid]) -> FunnelPlot | None:
    """Effort to the right, incidents an effort upwards; None where no grid was looked at."""
    looked = [g for g in grids if g.effort > 0]
    if not looked:
        return None
    most = max(g.effort for g in looked) * 1.06
    # Rates of hardly any effort are as high as one likes: the plot is as high as those of a tenth of the most effort.
    weighty = [g.found / g.effort for g in looked if g.effort >= most / 10]
    top = max(*weighty, shape.rate * 2, float(shape.limits([most / 10], Z998)[1][0]), 1e-12) * 1.08

    def x(effort: float) -> float:
        return LEFT + effort / most * (WIDTH - LEFT - RIGHT)

    def y(rate: float) -> float:
        return HEIGHT - BOTTOM - min(rate / top, 1.0) * (HEIGHT - BOTTOM - TOP)

    efforts = most * np.linspace(0.08, 1, STEPS) ** 2

    def limits(z: float) -> tuple[str, str]:
        low, high = (
            " ".join(f"{x(e):.1f},{y(r):.1f}" for e, r in zip(efforts.tolist(), side.tolist(), strict=True))
            for side in shape.limits(efforts, z)
        )
        return low, high

    return FunnelPlot(
        tuple(GridDot(g, x(g.effort), y(g.found / g.effort), side_of(g), g.found / g.effort > top) for g in looked),
        limits(Z95), limits(Z998), y(shape.rate),
        tuple((x(v), v) for v in ticks(most)), tuple((y(v), v) for v in ticks(top)),
    )  # fmt: skip


def side_of(grid: Grid) -> str:
    """Whether a grid lies beyond what happens once in five hundred times by chance."""
    return "over" if grid.z > Z998 else "under" if grid.z < -Z998 else ""


def ticks(most: float) -> list[float]:
    """Three to six round values from nought."""
    power = 10.0 ** np.floor(np.log10(most))
    step = next(s * power for s in (0.1, 0.2, 0.5, 1.0, 2.0) if most / (s * power) <= 6)
    return [float(step * i) for i in range(int(most / step) + 1)]


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar and its value."""

    x: float
    y: float
    width: float
    height: float
    value: float


def bars(values: Sequence[float]) -> list[Bar]:
    """Bars side by side, the highest as high as the chart."""
    edges = np.linspace(0, BARS_WIDTH, len(values) + 1).tolist()
    most = max(max(values, default=0.0), 1e-12)
    return [
        Bar(a + 2, BARS_HEIGHT * (1 - v / most), b - a - 4, BARS_HEIGHT * v / most, v)
        for (a, b), v in zip(pairwise(edges), values, strict=True)
    ]
