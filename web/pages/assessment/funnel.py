"""A funnel drawn by the server: shares over their denominators, and where chance alone may put them."""

from dataclasses import dataclass

import numpy as np

from geo.hotspot.funnel import Z95, Z998
from services.assessment.certainty.rates import Point, Rate

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 36
STEPS = 80


@dataclass(frozen=True, slots=True)
class Dot:
    """An object in pixels; `style` says whether chance may have put it there."""

    point: Point
    x: float
    y: float
    style: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Dots, the limits of 95 and 99.8 per cent as paths, the height of the share of all, and marks of both axes."""

    dots: tuple[Dot, ...]
    inner: str
    outer: str
    middle: float
    across: tuple[tuple[float, str], ...]
    upright: tuple[tuple[float, str], ...]


def drawn(rate: Rate) -> Drawn:
    """A rate as a funnel, wide enough for its largest denominator."""
    most = max(point.whole for point in rate.points) * 1.05

    def x(whole: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * whole / most, 1)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def band(z: float) -> str:
        at = np.linspace(most / STEPS, most, STEPS)
        low, high = rate.law.limits(at, z)
        there = [f"{x(w)} {y(s)}" for w, s in zip(at.tolist(), high.tolist(), strict=True)]
        back = [f"{x(w)} {y(s)}" for w, s in zip(at[::-1].tolist(), low[::-1].tolist(), strict=True)]
        return "M" + "L".join([*there, *back]) + "Z"

    dots = tuple(Dot(p, x(p.whole), y(p.share), {99.8: "far", 95.0: "out"}.get(p.beyond, "in")) for p in rate.points)
    upright = tuple((y(share / 100), f"{share}%") for share in range(0, 101, 25))
    step = max(1, round(most / 5))
    across = tuple((x(whole), f"{whole:,}") for whole in range(step, int(most) + 1, step))
    return Drawn(dots, band(Z95), band(Z998), y(rate.law.rate), across, upright)
