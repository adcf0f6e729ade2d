"""How strict inspectors are, and what grids would have without it: score = grid + inspector + item + error.

Inspectors differ by chance about a common strictness, so that one of whom little is known is taken to be like the
others (mixed.py). Nothing is adjusted that the design can't tell: where each grid always has the same inspector, a
strict inspector and a bad grid look alike. Linkage is what it takes (Linacre, Rasch Measurement Transactions, rn3).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from services.assessment.ranking.linkage import Component, components
from services.assessment.ranking.mixed import Fit, Floats, Rows, fit


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Raw and adjusted side by side, in points; NaN where nothing could be adjusted.

    By grid: mean score and adjusted score, with the standard error of either beside the others; that of the raw one
    holds what is left to the luck of who came. By inspector: points above the others (mild) or below (strict), drawn
    towards them where little is known, with standard error. The variance of inspectors and of single scores. Each grid
    belongs to one component; a component that could not be adjusted says why.
    """

    raw: Floats
    raw_error: Floats
    adjusted: Floats
    adjusted_error: Floats
    strictness: Floats
    strictness_error: Floats
    inspector_variance: float
    error_variance: float
    components: tuple[Component, ...]


def adjust(
    grid: ArrayLike, inspector: ArrayLike, score: ArrayLike, grids: int, inspectors: int, item: ArrayLike | None = None
) -> Adjusted:
    """Adjust scores for who inspected; shape (scores,) all, numbered from 0, points of one scale.

    An adjusted score is that of the mix of items of the whole list. Without items there is one.
    Raises ValueError for lengths that differ, scores not finite, numbers out of range and a grid without score.
    """
    rows = _rows(grid, inspector, score, item, grids, inspectors)
    raw = np.bincount(rows.grid, rows.score, grids) / np.bincount(rows.grid, minlength=grids)
    main, *others = components(rows.grid, rows.inspector, grids, inspectors)
    fitted = main.reason or fit(_within(rows, main))
    if isinstance(fitted, Fit):
        return _beside(raw, fitted, main, (main, *others), inspectors)
    none, nobody = np.full(grids, np.nan), np.full(inspectors, np.nan)
    told = (replace(main, reason=fitted), *others)
    return Adjusted(raw, none, none, none, nobody, nobody, np.nan, np.nan, told)


def _rows(
    grid: ArrayLike, inspector: ArrayLike, score: ArrayLike, item: ArrayLike | None, grids: int, inspectors: int
) -> Rows:
    """The scores in an order of their own, so that the order in which they come changes no sum."""
    of, by = np.asarray(grid, np.int64), np.asarray(inspector, np.int64)
    points = np.asarray(score, float)
    what = np.zeros(of.shape, np.int64) if item is None else np.asarray(item, np.int64)
    if not of.shape == by.shape == points.shape == what.shape or of.ndim != 1 or not np.isfinite(points).all():
        raise ValueError("one grid, inspector, item and finite score a row")
    if len(of) and not (0 <= of.min() <= of.max() < grids and 0 <= by.min() <= by.max() < inspectors):
        raise ValueError(f"grids are numbered to {grids - 1} and inspectors to {inspectors - 1}")
    if not grids or not np.bincount(of, minlength=grids).all():
        raise ValueError("a grid without score")
    order = np.lexsort((points, what, by, of))
    return Rows(of[order], by[order], np.unique(what[order], return_inverse=True)[1], points[order])


def _within(rows: Rows, part: Component) -> Rows:
    """The scores of a component, numbered anew."""
    kept = np.isin(rows.grid, part.grids)
    grid, inspector = (
        np.searchsorted(part.grids, rows.grid[kept]),
        np.searchsorted(part.inspectors, rows.inspector[kept]),
    )
    return Rows(grid, inspector, np.unique(rows.item[kept], return_inverse=True)[1], rows.score[kept])


def _beside(raw: Floats, fitted: Fit, main: Component, told: tuple[Component, ...], inspectors: int) -> Adjusted:
    def spread(values: Floats, at: tuple[int, ...], size: int) -> Floats:
        whole = np.full(size, np.nan)
        whole[list(at)] = values
        return whole

    def by_grid(values: Floats) -> Floats:
        return spread(values, main.grids, len(raw))

    return Adjusted(
        raw=raw,
        raw_error=by_grid(fitted.raw_error),
        adjusted=raw + by_grid(fitted.addition),
        adjusted_error=by_grid(fitted.adjusted_error),
        strictness=spread(fitted.effect, main.inspectors, inspectors),
        strictness_error=spread(fitted.effect_error, main.inspectors, inspectors),
        inspector_variance=fitted.inspector_variance,
        error_variance=fitted.error_variance,
        components=told,
    )
