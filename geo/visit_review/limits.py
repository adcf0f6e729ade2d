"""From where on a visit is looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Where nothing else is said, the values are this product's own and are the office's to change.

    Of the device, before anything else: so many visits whose offsets from their addresses point one way (length of
    the mean of the directions) and lie so far off in the middle are a mix-up of frames, where at most a share of that
    is left once the middle offset is taken off: who tells all visits from one armchair is off one way too, but by as
    many distances as there are addresses. GCJ-02 for WGS 84 displaces by 50 to 700 m within China.
    Of the place: an address is as near as its accuracy allows (vendors' fences are 25 to 50 m); a place less accurate
    than `no_place_m` is none. Six addresses within 7.6 m and strands of addresses without a stop are what the United
    States' Census Bureau looked for in its address canvassing of 2010: flagged work failed its check more often,
    13.7 and 14.6 % against 8.4 %.
    Of the time: speeds are between visits of one person; a dwell is short below a minute or among the shortest
    twentieth of its form, where that was used a hundred times (as survey practice of J-PAL and the World Bank's DIME
    has it, without a number).
    """

    mixup_visits: int = 20
    mixup_m: float = 50.0
    mixup_resultant: float = 0.8
    mixup_left: float = 0.25

    near_m: float = 30.0
    near_accuracies: float = 2.0
    review_m: float = 100.0
    far_accuracy_m: float = 50.0
    no_place_m: float = 100.0
    armchair_m: float = 7.6
    armchair_addresses: int = 6
    repeated_visits: int = 3
    strand_visits: int = 6
    strand_m: float = 100.0

    walking_m_s: float = 1.4
    fast_km_h: float = 10.0
    impossible_km_h: float = 30.0
    clock_step_s: float = 1.0
    dwell_s: float = 60.0
    dwell_share: float = 0.05
    dwell_forms: int = 100
    addresses_an_hour: int = 20
    first_hour: float = 8.0
    last_hour: float = 21.0
    skew_s: float = 300.0
    batch_s: float = 120.0
    batch_addresses: int = 3
