"""Reasons to look at a visit that lie in its place."""

from itertools import pairwise

import numpy as np
from scipy.spatial import cKDTree

from geo.visit_review.limits import Limits
from geo.visit_review.visits import Flags, Floats, Ints, Visits

# Six decimals of a degree are a decimetre: more alike than two fixes of a moving hand.
DECIMALS = 6


def without_place(visits: Visits, limits: Limits) -> Flags:
    """Visits that say nothing of where they were: no place, or one too inaccurate. No doubt of anybody."""
    return ~np.isfinite(visits.offset).all(axis=1) | (visits.accuracy_m > limits.no_place_m)


def away(visits: Visits, limits: Limits) -> Flags:
    """Farther from the address than the larger of 30 m and twice the accuracy, up to `review_m`."""
    beyond = _away_m(visits) > _near_m(visits, limits)
    return beyond & ~without_place(visits, limits) & ~far(visits, limits)


def far(visits: Visits, limits: Limits) -> Flags:
    """Farther than `review_m` and than twice the accuracy, where the device knew its place well.

    Without an accuracy nothing is known of that: such a visit is `away`.
    """
    distance = _away_m(visits)
    sure = visits.accuracy_m <= limits.far_accuracy_m
    return sure & (distance > limits.review_m) & (distance > _near_m(visits, limits))


def _away_m(visits: Visits) -> Floats:
    away_m: Floats = np.hypot(*visits.offset.T)
    return away_m


def _near_m(visits: Visits, limits: Limits) -> Floats:
    near: Floats = np.fmax(limits.near_m, limits.near_accuracies * visits.accuracy_m)
    return near


def armchair(visits: Visits, limits: Limits) -> Flags:
    """Six or more different addresses that one visitor logged within 7.6 m.

    All addresses of one building count as one: who visits six flats of a tower may well stand at its door.
    """
    flagged = np.zeros(len(visits.address), np.bool_)
    usable: Flags = np.isfinite(visits.xy[:, 0]) & np.isfinite(visits.xy[:, 1])
    for mine in visits.runs(visits.visitor):
        rows = mine[usable[mine]]
        if len(rows) < limits.armchair_addresses:
            continue
        # Grouped without their order of time.
        for near in cKDTree(visits.xy[rows]).query_ball_point(visits.xy[rows], limits.armchair_m):
            if len(np.unique(visits.building[rows[near]])) >= limits.armchair_addresses:
                flagged[rows[near]] = True
    return flagged


def repeated(visits: Visits, limits: Limits) -> Flags:
    """More than three visits of one device at the very same coordinates, to six decimals of a degree."""
    known = np.flatnonzero(np.isfinite(visits.lonlat).all(axis=1))
    place = np.column_stack([visits.device[known], np.round(visits.lonlat[known] * 10**DECIMALS)])
    _, same, counts = np.unique(place, axis=0, return_inverse=True, return_counts=True)
    flagged = np.zeros(len(visits.address), np.bool_)
    flagged[known] = counts[same.ravel()] > limits.repeated_visits
    return flagged


def strands(visits: Visits, limits: Limits) -> Flags:
    """Six or more visits in a row along 100 m or more, with no time to stop anywhere beyond the walk.

    There was no stop where less than the short dwell is left of the time between two visits after walking from one
    to the other.
    """
    flagged = np.zeros(len(visits.address), np.bool_)
    for mine in visits.runs(visits.visitor):
        steps_m = np.hypot(*np.diff(visits.xy[mine], axis=0).T)
        left_s = np.diff(visits.visited_s[mine]) - steps_m / limits.walking_m_s
        for first, last in _stretches(np.isfinite(left_s) & (left_s < limits.dwell_s) & (steps_m > 0)):
            long = last - first + 1 >= limits.strand_visits and steps_m[first:last].sum() >= limits.strand_m
            flagged[mine[first : last + 1]] |= long
    return flagged


def _stretches(joined: Flags) -> list[tuple[int, int]]:
    """The first and last visit of each run in which every step is joined."""
    rims: Ints = np.flatnonzero(np.diff(np.concatenate([[False], joined, [False]]).astype(np.int8)))
    return [(first, last) for first, last in list(pairwise(rims.tolist()))[::2]]
