"""What zones above the grid have of their own, in the periods in which they have it; else they are sums of grids."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from services.database import sql
from services.measures.counts.count import Asked, tally
from services.measures.measure import Measure
from services.measures.zones import Level, Zones


@dataclass(frozen=True, slots=True)
class Own:
    """In which periods zones have figures of their own, and these; shape (periods, zones)."""

    periods: NDArray[np.bool_]
    above: NDArray[np.int64]
    below: NDArray[np.int64]


def own(session: Session, measure: Measure, level: Level, found: Zones, asked: Asked) -> Own | None:
    """The zones' own figures, those of which all grids are the caller's; None where the measure has none."""
    if not measure.own or level == "grid":
        return None
    column_of = {zone.id: at for at, zone in enumerate(found.seen) if zone.whole}
    of_level = replace(asked, kind=level, zones=tuple(column_of))
    buckets = session.scalars(sql(__file__, "own_scored.sql"), of_level.params()).all()
    periods = np.zeros(len(asked.edges) - 1, bool)
    periods[[bucket - 1 for bucket in buckets]] = True
    shape = (len(periods), len(found.seen))
    made = Own(periods, np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    for into, count in ((made.above, measure.numerator), (made.below, measure.denominator)):
        counted = tally(session, count, of_level, {zone: at for at, zone in enumerate(column_of)})
        into[:, list(column_of.values())] = counted.inside
    return made
