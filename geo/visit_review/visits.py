"""Visits as the checks take them."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits row by row, in any order. Places in metres, shape (n, 2); NaN is unknown.

    `xy` is where the device says it was, `address_xy` where the address is: its building's outline where there is
    one, so that the offset is to the nearest point of it. `lonlat` are the device's own degrees, as it sent them.
    `visited_s` is by the device's clock, in seconds; `skew_s` how far that was ahead of the server's when it sent;
    `local_hour` the hour of the day in the subdistrict, 13.5 at half past one. Numbers name the address, the building
    (of its own for an address in none), the visitor, the device, the form and what was sent together. Raises
    ValueError where they are of different lengths.
    """

    address: Ints
    building: Ints
    visitor: Ints
    device: Ints
    form: Ints
    sending: Ints
    xy: Floats
    address_xy: Floats
    lonlat: Floats
    accuracy_m: Floats
    visited_s: Floats
    local_hour: Floats
    dwell_s: Floats
    skew_s: Floats

    def __post_init__(self) -> None:
        lengths = {field.name: len(getattr(self, field.name)) for field in fields(self)}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"visits of different lengths: {lengths}")

    @property
    def offset(self) -> Floats:
        """From the address to the device, in metres."""
        return self.xy - self.address_xy

    def runs(self, of: Ints) -> list[Ints]:
        """The rows of each visitor, device or sending, by time; those of one time in their own order."""
        order = np.lexsort((self.visited_s, of))
        return np.split(order, np.flatnonzero(np.diff(of[order])) + 1) if len(order) else []
