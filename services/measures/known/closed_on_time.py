"""Whether deadlines are kept."""

from services.measures.counts.count import Count
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="closed_on_time",
    title=message("Matters closed on time"),
    unit=message("%"),
    direction="higher",
    scale=100,
    numerator=Count("closed_on_time", message("closed on time")),
    denominator=Count("matters_due", message("due")),
    decimals=1,
    about=message("Of the matters whose deadline fell in the period and has passed, those closed by it."),
    recorded="denominator",
    bands=(0, 60, 70, 80, 90, 100),
)
