"""How far the places themselves can be trusted."""

from services.measures.counts.count import Count
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="points_in_doubt",
    title=message("Points outside or in doubt"),
    unit=message("%"),
    direction="lower",
    scale=100,
    numerator=Count("points_in_doubt", message("outside or in doubt"), with_outside=True),
    denominator=Count("points", message("matters, visits and households"), with_outside=True),
    decimals=1,
    about=message(
        "Matters and visits of the period and households of the register that lie outside all grids, or nearer to a "
        "border than their accuracy; an outside point counts with its nearest grid."
    ),
    recorded="denominator",
    bands=(0, 2, 5, 10, 20, 100),
)
