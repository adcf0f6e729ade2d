"""How much is reported, against how many live there."""

from services.measures.known.shared import HOUSEHOLDS, MATTERS
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="matters_per_household",
    title=message("Matters per 100 households"),
    unit=message("per 100 households"),
    direction="lower",
    scale=100,
    numerator=MATTERS,
    denominator=HOUSEHOLDS,
    decimals=1,
    about=message("Matters opened in the period, by a hundred households of the register."),
)
