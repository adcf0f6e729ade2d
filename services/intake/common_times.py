"""Times as most files write them, 2026-03-01 08:30:00, read many at once."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

# What stands at each place: a digit, or one of these.
FORM = {4: "-", 7: "-", 10: " T", 13: ":", 16: ":"}
LENGTH = 19
# Beyond these years, calendars and zones are the business of those who read times one by one.
FIRST, LAST = np.datetime64("1900-01-01"), np.datetime64("2200-01-01")
Seconds = NDArray[np.datetime64]


def common_times(cells: Iterable[str | None], zone: ZoneInfo) -> dict[str, datetime]:
    """The cells that are local times of the common form, as UTC; the others are left to be read one by one.

    So are those of an hour in which the zone's distance from UTC changes.
    """
    long = [cell for cell in cells if cell is not None and len(cell) == LENGTH]
    if not long:
        return {}
    formed = np.array(long)[_of_form(long)]
    try:
        local = formed.astype("datetime64[s]")
    except ValueError:  # There is no such day or minute.
        return {}
    offset_s = _offsets_s(local, zone)
    sure = ~np.isnan(offset_s) & (local >= FIRST) & (local < LAST)
    seconds = local[sure].astype(np.int64) - offset_s[sure].astype(np.int64)
    times = [datetime.fromtimestamp(second, UTC) for second in seconds.tolist()]
    return dict(zip(formed[sure].tolist(), times, strict=True))


def _of_form(cells: list[str]) -> NDArray[np.bool_]:
    signs = np.array(cells, f"U{LENGTH}").view(np.uint32).reshape(-1, LENGTH)
    fits = np.ones(len(cells), np.bool_)
    for place in range(LENGTH):
        allowed = [ord(sign) for sign in FORM.get(place, "0123456789")]
        fits &= (signs[:, place] >= min(allowed)) & (signs[:, place] <= max(allowed))
        if place in FORM:
            fits &= np.isin(signs[:, place], allowed)
    return fits


def _offsets_s(local: Seconds, zone: ZoneInfo) -> NDArray[np.float64]:
    """How far the zone is ahead of UTC at each time; NaN where that changes within the hour."""
    hours, which = np.unique(local.astype("datetime64[h]"), return_inverse=True)
    return np.array([_offset_s(hour, zone) for hour in hours.astype("datetime64[s]").tolist()], float)[which]


def _offset_s(hour: datetime, zone: ZoneInfo) -> float:
    ends = {hour.replace(minute=m, second=s, tzinfo=zone).utcoffset() for m, s in ((0, 0), (59, 59))}
    offset = ends.pop()
    return offset.total_seconds() if offset is not None and not ends else np.nan
