"""The registry of measures, in the order in which they are offered."""

from services.errors import NotFound
from services.measures.known import (
    closed_on_time,
    coverage,
    incidents_per_household,
    matters_per_household,
    matters_per_km2,
    points_in_doubt,
    score,
    stale_addresses,
    visits_per_household,
)
from services.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    module.MEASURE.key: module.MEASURE
    for module in (
        matters_per_household,
        incidents_per_household,
        matters_per_km2,
        closed_on_time,
        coverage,
        stale_addresses,
        visits_per_household,
        score,
        points_in_doubt,
    )
}
FIRST = matters_per_household.MEASURE.key
WITHOUT_MATTERS = points_in_doubt.MEASURE.key


def instead_of(one: Measure) -> Measure | None:
    """The measure of the same count over something else, for where there is nothing to divide by; the first of them."""
    same = (m for m in MEASURES.values() if m.numerator == one.numerator and m.denominator != one.denominator)
    return next(same, None)


def measure(key: str) -> Measure:
    """The measure of a key. Raises NotFound, naming those there are."""
    if key not in MEASURES:
        raise NotFound("measures.measure", measure=key, known=", ".join(MEASURES))
    return MEASURES[key]
