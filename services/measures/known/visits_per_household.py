"""How often households are visited."""

from services.measures.counts.count import Count
from services.measures.known.shared import HOUSEHOLDS
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="visits_per_household",
    title=message("Visits per household"),
    unit=message("per household"),
    direction="higher",
    scale=1,
    numerator=Count("visits", message("visits")),
    denominator=HOUSEHOLDS,
    decimals=2,
    about=message("Visits made in the period, without patrols, by the households of the register."),
)
