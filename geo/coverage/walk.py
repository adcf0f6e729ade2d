"""Doors in an order to walk."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Below a centimetre a shorter way is none.
LEAST_M = 0.01
MOST_ROUNDS = 30


def order_to_walk(xy: ArrayLike) -> list[int]:
    """The rows in an order that is short to walk: from the westernmost door to the nearest one left, then untied.

    `xy` in metres, shape (n, 2), as the crow flies. Stretches are turned round as long as that shortens the way
    (2-opt), so no two legs cross; the shortest way of all is not promised.
    """
    places = np.asarray(xy, float).reshape(-1, 2)
    if not len(places):
        return []
    return [int(row) for row in _untied(places, _nearest(places))]


def length_m(xy: ArrayLike, order: ArrayLike) -> float:
    """How long the way is, as the crow flies."""
    way = np.asarray(xy, float).reshape(-1, 2)[np.asarray(order, int)]
    return float(np.hypot(*np.diff(way, axis=0).T).sum())


def _nearest(places: NDArray[np.float64]) -> NDArray[np.int64]:
    at = int(np.lexsort((places[:, 1], places[:, 0]))[0])
    left = np.ones(len(places), bool)
    order = [at]
    left[at] = False
    while left.any():
        away = np.where(left, np.hypot(*(places - places[at]).T), np.inf)
        at = int(np.argmin(away))
        order.append(at)
        left[at] = False
    return np.array(order)


def _untied(places: NDArray[np.float64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Turn stretches round while that shortens an open way."""
    for _ in range(MOST_ROUNDS):
        turned = False
        for i in range(len(order) - 2):
            way = places[order]
            here, legs = way[i], np.hypot(*np.diff(way, axis=0).T)
            ends = way[i + 2 :]
            beyond = np.vstack([way[i + 3 :], way[-1:]])
            # The last leg leads nowhere: a stretch to the end is turned round for the price of its first leg.
            after = np.append(legs[i + 2 :], 0.0)
            crossed = np.hypot(*(beyond - way[i + 1]).T)
            crossed[-1] = 0.0
            gain = legs[i] + after - np.hypot(*(ends - here).T) - crossed
            best = int(np.argmax(gain))
            if gain[best] > LEAST_M:
                order[i + 1 : i + 3 + best] = order[i + 1 : i + 3 + best][::-1]
                turned = True
        if not turned:
            break
    return order
