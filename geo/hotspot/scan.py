"""The circular scan: the circle that is least likely by chance (Kulldorff, Communications in Statistics 26, 1997).

Every unit is a centre; its circle grows from unit to unit until it holds `share` of the effort. The log-likelihood
ratio weighs a circle's incidents against its effort; the largest is compared with those of maps on which chance alone
dealt the incidents. Chance is Poisson's, as in the documented method, or the map's own: the pairs (found, effort)
dealt anew, which holds for over-dispersed counts too; or, where the effort is reports of all types, their shares.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree
from scipy.special import xlogy

from geo.hotspot.share import shares_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Chance = Literal["poisson", "pairs", "shares"]


@dataclass(frozen=True, slots=True)
class Circle:
    """The most unlikely circle: its units from the centre outwards, radius, incidents, what was expected, and p."""

    units: Ints
    radius_m: float
    observed: float
    expected: float
    ratio: float
    p: float


def log_likelihood_ratio(inside: ArrayLike, expected: ArrayLike, total: ArrayLike) -> Floats:
    """Of circles with so many incidents inside where so many are expected, of `total`; 0 where there are not more."""
    o, e = np.asarray(inside, float), np.asarray(expected, float)
    o, e, all_of = np.broadcast_arrays(o, e, np.asarray(total, float))
    more = (o > e) & (e > 0)
    found = np.zeros(o.shape)
    inner, outer = xlogy(o[more], o[more] / e[more]), all_of[more] - o[more]
    rest = np.maximum(all_of[more] - e[more], 1e-300)
    found[more] = inner + xlogy(outer, outer / rest)
    return np.maximum(found, 0.0)


def scan(
    counts: ArrayLike,
    exposure: ArrayLike,
    xy: ArrayLike,
    *,
    share: float = 0.1,
    chance: Chance = "poisson",
    radius_m: float = np.inf,
    simulations: int = 999,
    seed: int = 0,
) -> Circle | None:
    """The most unlikely circle of a map; None where nothing was found or nowhere more than expected.

    `xy` are the units' middles in metres, `radius_m` the largest circle. A circle never holds more than `share` of
    all effort, so that half the map is no hotspot. What was found without effort takes no part.
    """
    effort, at = np.asarray(exposure, float), np.asarray(xy, float)
    found = np.where(effort > 0, np.asarray(counts, float), 0.0)
    total, spent = float(found.sum()), float(effort.sum())
    if total <= 0 or spent <= 0:
        return None
    maps, efforts = _dealt(found, effort, chance, simulations, seed)
    totals = maps.sum(axis=0)
    expected = efforts * (totals / spent)
    tree, most = cKDTree(at), np.zeros(maps.shape[1])
    best: tuple[float, Ints, float, float] | None = None
    for centre in range(len(found)):
        units = _outwards(tree, at, centre, radius_m)
        inside, due = np.cumsum(maps[units], axis=0), np.cumsum(expected[units], axis=0)
        # An empty row shows a circle that holds no effort or too much of it.
        ratio = np.where(due <= share * totals, log_likelihood_ratio(inside, due, totals), 0.0)
        top = int(ratio[:, 0].argmax())
        if ratio[top, 0] > (best[0] if best else 0.0):
            best = (float(ratio[top, 0]), units[: top + 1], float(inside[top, 0]), float(due[top, 0]))
        np.maximum(most, ratio.max(axis=0), out=most)
    if best is None:
        return None
    p = float((most >= best[0] * (1 - 1e-9)).sum()) / len(most)
    radius = float(np.hypot(*(at[best[1][-1]] - at[best[1][0]])))
    return Circle(best[1], radius, best[2], best[3], best[0], p)


def _outwards(tree: cKDTree, at: Floats, centre: int, radius_m: float) -> Ints:
    """The units from a centre outwards; equally far ones in their own order."""
    near = np.sort(np.asarray(tree.query_ball_point(at[centre], min(radius_m, 1e12)), np.int64))
    return near[np.argsort(np.hypot(*(at[near] - at[centre]).T).round(6), kind="stable")]


def _dealt(found: Floats, effort: Floats, chance: Chance, simulations: int, seed: int) -> tuple[Floats, Floats]:
    """Columns of maps, the observed one first, and the effort of each."""
    rng = np.random.default_rng(seed)
    if chance == "poisson":
        drawn = rng.multinomial(round(float(found.sum())), effort / effort.sum(), simulations).T
        return np.column_stack([found, drawn]), effort[:, None]
    if chance == "shares":
        found = np.minimum(found, effort)
        return np.column_stack([found, shares_of(found, effort).draw(rng, simulations)]), effort[:, None]
    deals = np.array([rng.permutation(len(found)) for _ in range(simulations)]).reshape(simulations, -1).T
    return np.column_stack([found, found[deals]]), np.column_stack([effort, effort[deals]])
