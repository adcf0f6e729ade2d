"""How much happens, however often it is reported, against how many live there."""

from services.measures.counts.count import Count
from services.measures.known.shared import HOUSEHOLDS
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="incidents_per_household",
    title=message("Incidents per 100 households"),
    unit=message("per 100 households"),
    direction="lower",
    scale=100,
    numerator=Count("incidents", message("incidents")),
    denominator=HOUSEHOLDS,
    decimals=1,
    about=message(
        "Matters opened in the period that repeat no earlier report of the same thing, by a hundred households."
    ),
)
