"""What hangs on choices that the rubric could have made otherwise: its weights, and one item of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from services.assessment.ranking.bands import NEAR, Cut, Floats, Ints
from services.assessment.ranking.formal import place
from services.assessment.ranking.range import Ranges

DRAWS, AROUND = 1_000, 0.2


@dataclass(frozen=True, slots=True)
class Stability:
    """By unit: in what share of the draws rank and class stay, and between which ranks 95 of 100 draws have it."""

    rank_stays: Floats
    class_stays: Floats | None
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Move:
    """A unit's places in two scorings; the item that decides, and the place without its change. None: no single one."""

    before: int
    after: int
    item: int | None = None
    without: int | None = None


def weight_stability(
    scores: ArrayLike,
    weights: ArrayLike,
    *,
    seed: int,
    step: Decimal,
    cut: Cut | None = None,
    draws: int = DRAWS,
    around: float = AROUND,
) -> Stability:
    """Rank all units anew with each weight drawn evenly from `around` below to `around` above its own.

    `scores` shape (units, components), all on one scale; NaN where a component is not applicable or missing: its weight
    leaves. Totals are rounded to `step` half up, as ranks are made of rounded totals. A seed gives the same draws.
    Raises ValueError for shapes that differ, weights not above 0, and a unit without any score.
    """
    points, own = np.asarray(scores, float), np.asarray(weights, float)
    if points.ndim != 2 or points.shape[1:] != own.shape or not (own > 0).all() or not 0 <= around < 1:
        raise ValueError("one weight above 0 for each component, and a spread below 1")
    has = np.isfinite(points)
    if not has.any(axis=1).all():
        raise ValueError("a unit without any score")
    raw = np.random.PCG64(seed).random_raw((draws, len(own)))
    drawn = own * (1 - around + 2 * around * (raw >> np.uint64(11)) * 2.0**-53)
    totals = _totals(np.where(has, points, 0.0), has, np.vstack([own, drawn]), float(step))
    best, worst = _places(totals)
    classes = None if cut is None else cut(totals, best, worst)
    stays = None if classes is None else (classes[1:] == classes[0]).mean(axis=0)
    rising = np.sort(best[1:], axis=0)
    outside = draws // 40
    return Stability((best[1:] == best[0]).mean(axis=0), stays, Ranges(rising[outside], rising[-1 - outside]))


def moves(before: Sequence[Sequence[Decimal]], after: Sequence[Sequence[Decimal]]) -> list[Move]:
    """Who moves between two scorings of the same units, and which item decides it; points (units)(items).

    An item decides a move if the unit would be nearest to its old place had that item changed for nobody, and nearer
    than it is; of two, the one whose points changed more, then the first. An item that one of the scorings does not
    have counts zero there.
    Raises ValueError for shapes that differ.
    """
    if {len(row) for row in before} != {len(row) for row in after} or len(before) != len(after):
        raise ValueError("the same units and items in both scorings")
    changes = [[new - old for old, new in zip(*rows, strict=True)] for rows in zip(before, after, strict=True)]
    totals = [sum(row, Decimal(0)) for row in after]
    old, new = place([sum(row, Decimal(0)) for row in before]), place(totals)
    items = range(len(changes[0]) if changes else 0)
    without = [place([total - row[item] for total, row in zip(totals, changes, strict=True)]) for item in items]
    return [_move(old[n], new[n], [places[n] for places in without], changes[n]) for n in range(len(totals))]


def _move(before: int, after: int, without: list[int], changes: list[Decimal]) -> Move:
    if before == after:
        return Move(before, after)
    decided = min(range(len(without)), key=lambda item: (abs(without[item] - before), -abs(changes[item]), item))
    if abs(without[decided] - before) >= abs(after - before):
        return Move(before, after)
    return Move(before, after, decided, without[decided])


def _totals(points: Floats, has: NDArray[np.bool_], weights: Floats, step: float) -> Floats:
    """The rounded total of each unit by each set of weights, shape (sets, units)."""
    totals: Floats = np.floor(weights @ points.T / (weights @ has.T) / step + 0.5 + NEAR) * step
    return totals


def _places(totals: Floats) -> tuple[Ints, Ints]:
    """Best and worst place of each unit in each row: of two tied for the second both are 2 and 3."""
    units = totals.shape[1]
    best, worst = np.empty((2, *totals.shape), np.int64)
    for row, total in enumerate(totals):
        rising = np.sort(total)
        best[row] = units + 1 - np.searchsorted(rising, total, side="right")
        worst[row] = units - np.searchsorted(rising, total, side="left")
    return best, worst
