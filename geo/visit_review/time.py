"""Reasons to look at a visit that lie in its time."""

import numpy as np

from geo.visit_review.limits import Limits
from geo.visit_review.visits import Flags, Floats, Visits

KM_H = 3.6
HOUR_S = 3600.0


def impossible(visits: Visits, limits: Limits) -> Flags:
    """Faster from the visitor's visit before than anybody goes through a neighbourhood."""
    return _speed_km_h(visits, limits) > limits.impossible_km_h


def fast(visits: Visits, limits: Limits) -> Flags:
    """Faster than on foot, but possible."""
    speed = _speed_km_h(visits, limits)
    return (speed > limits.fast_km_h) & (speed <= limits.impossible_km_h)


def _speed_km_h(visits: Visits, limits: Limits) -> Floats:
    """From the visitor's visit before; the accuracies of both are taken off the way. 0 for the first one."""
    speed = np.zeros(len(visits.address))
    accuracy = np.nan_to_num(visits.accuracy_m)
    for mine in visits.runs(visits.visitor):
        way_m = np.hypot(*np.diff(visits.xy[mine], axis=0).T) - accuracy[mine][1:] - accuracy[mine][:-1]
        took_s = np.maximum(np.diff(visits.visited_s[mine]), limits.clock_step_s)
        speed[mine[1:]] = np.nan_to_num(np.maximum(way_m, 0.0) / took_s) * KM_H
    return speed


def short(visits: Visits, limits: Limits) -> Flags:
    """At the door for less than a minute, or less than the shortest twentieth of all visits with that form."""
    known = np.isfinite(visits.dwell_s)
    flagged: Flags = known & (visits.dwell_s < limits.dwell_s)
    for form in np.unique(visits.form[known]).tolist():
        rows = np.flatnonzero(known & (visits.form == form))
        if len(rows) >= limits.dwell_forms:
            dwell = visits.dwell_s[rows]
            flagged[rows] |= dwell < np.quantile(dwell, limits.dwell_share, method="lower")
    return flagged


def many(visits: Visits, limits: Limits) -> Flags:
    """More different addresses within an hour than can be visited: all of that hour's."""
    return _crowded(visits, visits.visitor, HOUR_S, limits.addresses_an_hour + 1)


def batched(visits: Visits, limits: Limits) -> Flags:
    """Three or more different addresses of one sending within two minutes: written down afterwards, perhaps."""
    return _crowded(visits, visits.sending, limits.batch_s, limits.batch_addresses)


def _crowded(visits: Visits, of: np.ndarray[tuple[int, ...], np.dtype[np.int64]], within_s: float, least: int) -> Flags:
    """Visits in a window that holds so many different addresses; the window's end belongs to the next one."""
    flagged = np.zeros(len(visits.address), np.bool_)
    for mine in visits.runs(of):
        at = visits.visited_s[mine]
        stop = np.searchsorted(at, at + within_s, side="left")
        for first, last in enumerate(stop.tolist()):
            if last - first >= least and len(np.unique(visits.address[mine[first:last]])) >= least:
                flagged[mine[first:last]] = True
    return flagged


def outside_hours(visits: Visits, limits: Limits) -> Flags:
    """Before the first hour, or from the last one on."""
    return (visits.local_hour < limits.first_hour) | (visits.local_hour >= limits.last_hour)


def skewed(visits: Visits, limits: Limits) -> Flags:
    """By a clock that was more than five minutes from the server's."""
    return np.abs(visits.skew_s) > limits.skew_s
