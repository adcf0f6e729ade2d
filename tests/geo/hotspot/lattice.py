"""Square maps whose neighbourhoods can be counted in the head."""

import numpy as np

from geo.hotspot.neighbour import Neighbours, from_pairs


def queen(side: int) -> Neighbours:
    """A side × side map, numbered by rows, with all eight around as neighbours."""
    at = np.arange(side * side).reshape(side, side)
    steps = [(at[:, :-1], at[:, 1:]), (at[:-1], at[1:]), (at[:-1, :-1], at[1:, 1:]), (at[:-1, 1:], at[1:, :-1])]
    return from_pairs(side * side, np.concatenate([np.column_stack([a.ravel(), b.ravel()]) for a, b in steps]))
