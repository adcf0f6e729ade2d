"""The mixed model score = grid + item + inspector + error, solved with grids and items taken out.

Grids and items are fixed, inspectors random (Henderson, Biometrics 31, 1975, doi.org/10.2307/2529430). Taking out the
fixed effects leaves one symmetric matrix over inspectors; along its eigenvectors the residual likelihood (REML:
Patterson, Thompson, Biometrika 58, 1971, doi.org/10.1093/biomet/58.3.545) is a sum, so that the variance is found on
one line, and no matrix is grids by grids.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array

from services.assessment.ranking.linkage import Ints, Unlinked

Floats = NDArray[np.float64]
# Relative to the largest eigenvalue: below that, a difference between inspectors is not in the design.
TOLD = 1e-9
# The variance of inspectors by that of a single score: as good as none, as good as all; tried at so many places.
LEAST, MOST, PLACES = 1e-6, 1e6, 49


@dataclass(frozen=True, slots=True)
class Rows:
    """Scores with their grid, inspector and item, each numbered from 0 without a gap."""

    grid: Ints
    inspector: Ints
    item: Ints
    score: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """By grid what is added to its mean and the error of the sum, by inspector the effect and its error; variances.

    Errors are standard errors beside the others of the list: what all inspectors have in common moves no rank.
    """

    addition: Floats
    adjusted_error: Floats
    raw_error: Floats
    effect: Floats
    effect_error: Floats
    inspector_variance: float
    error_variance: float


@dataclass(frozen=True, slots=True)
class _Reduced:
    """What is left over inspectors: eigenvalues above 0 and their vectors, the scores along them; squares left."""

    values: Floats
    vectors: Floats
    along: Floats
    squares: float
    freedom: int

    def left(self, ratio: float) -> float:
        """Squares that inspectors with this ratio of variances don't explain."""
        explained = float((ratio * self.along**2 / (1 + ratio * self.values)).sum())
        return max(self.squares - explained, np.finfo(float).eps * max(self.squares, np.finfo(float).tiny))

    def misfit(self, ratio: float) -> float:
        """Minus twice the residual log likelihood, but for a constant."""
        return self.freedom * float(np.log(self.left(ratio))) + float(np.log1p(ratio * self.values).sum())

    def ratio(self) -> float:
        """The ratio of variances that makes the scores likeliest; 0 where inspectors differ no more than by chance."""
        places = np.linspace(np.log(LEAST), np.log(MOST), PLACES)
        at = int(np.argmin([self.misfit(float(np.exp(place))) for place in places]))
        between = (places[max(at - 1, 0)], places[min(at + 1, PLACES - 1)])
        best = float(
            np.exp(minimize_scalar(lambda x: self.misfit(float(np.exp(x))), bounds=between, method="bounded").x)
        )
        return best if self.misfit(best) < self.misfit(0.0) else 0.0


def fit(rows: Rows) -> Fit | Unlinked:
    """Fit the model to a connected list; or why the design does not tell its inspectors apart."""
    grids, items, inspectors = (int(n.max()) + 1 for n in (rows.grid, rows.item, rows.inspector))
    rows = replace(rows, score=rows.score - rows.score.mean())
    count = np.bincount(rows.grid, minlength=grids).astype(float)
    sums = np.bincount(rows.grid, rows.score, grids).astype(float)
    shares = _shares(rows, grids, items, inspectors) / count[:, None]
    cross, right = _without_grids(rows, shares, count, sums, items)
    inverse = np.asarray(np.linalg.pinv(cross[:items, :items], rcond=TOLD, hermitian=True), float)
    link = cross[items:, :items] @ inverse
    apart = shares[:, :items] - np.bincount(rows.item, minlength=items) / len(rows.score)
    squares = float((rows.score**2).sum() - (sums**2 / count).sum() - right[:items] @ inverse @ right[:items])
    item_rank = round(float(np.trace(inverse @ cross[:items, :items])))
    values, vectors = map(np.asarray, np.linalg.eigh(cross[items:, items:] - link @ cross[:items, items:]))
    kept = values > TOLD * max(values[-1], 1.0)
    if kept.sum() < inspectors - 1 or not np.allclose(apart @ inverse @ cross[:items, :items], apart, atol=1e-7):
        return Unlinked.BY_ITEM
    freedom = len(rows.score) - grids - item_rank
    if freedom < inspectors:
        return Unlinked.FEW
    along = vectors[:, kept].T @ (right[items:] - link @ right[:items])
    left = _Reduced(values[kept], vectors[:, kept], along, squares, freedom)
    return _solved(left, shares[:, items:], apart, inverse, link, right[:items], count)


def _solved(
    left: _Reduced, seen: Floats, apart: Floats, inverse: Floats, link: Floats, right: Floats, count: Floats
) -> Fit:
    """The effects at the likeliest ratio, and how well they are known."""
    ratio = left.ratio()
    error = left.left(ratio) / left.freedom
    drawn = ratio / (1 + ratio * left.values)
    effect = left.vectors @ (drawn * left.along)
    items = inverse @ right - link.T @ effect
    own = seen - apart @ link.T
    known = error * (1 / count + (apart @ inverse * apart).sum(axis=1) + ((own @ left.vectors) ** 2 @ drawn))
    luck = error * ratio * (((seen @ left.vectors) ** 2).sum(axis=1))
    return Fit(
        addition=-seen @ effect - apart @ items,
        adjusted_error=np.sqrt(known),
        raw_error=np.sqrt(error / count + luck),
        effect=effect,
        effect_error=np.sqrt(error * (left.vectors**2 @ drawn)),
        inspector_variance=ratio * error,
        error_variance=error,
    )


def _shares(rows: Rows, grids: int, items: int, inspectors: int) -> Floats:
    """By grid how often each item was scored and each inspector scored, shape (grids, items + inspectors)."""
    counts = np.zeros((grids, items + inspectors))
    np.add.at(counts, (rows.grid, rows.item), 1.0)
    np.add.at(counts, (rows.grid, items + rows.inspector), 1.0)
    return counts


def _without_grids(rows: Rows, shares: Floats, count: Floats, sums: Floats, items: int) -> tuple[Floats, Floats]:
    """The normal equations of items and inspectors, left and right, once every grid has its own mean."""
    columns = np.column_stack([rows.item, items + rows.inspector]).ravel()
    ones = csr_array(
        (np.ones(len(columns)), columns, np.arange(0, len(columns) + 1, 2)), shape=(len(rows.score), shares.shape[1])
    )
    cross: Floats = (ones.T @ ones).toarray() - shares.T @ (shares * count[:, None])
    right: Floats = ones.T @ rows.score - shares.T @ sums
    return cross, right
