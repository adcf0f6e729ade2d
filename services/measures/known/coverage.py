"""How much of the register was reached, and that proven by the visit's place."""

from services.measures.counts.count import Count
from services.measures.known.shared import ADDRESSES
from services.measures.measure import Measure
from services.messages import message

# Less of the register than this says too little of a grid.
RANK_FROM = 80.0
MEASURE = Measure(
    key="coverage",
    title=message("Coverage"),
    unit=message("%"),
    direction="higher",
    scale=100,
    numerator=Count("addresses_verified", message("verified")),
    denominator=ADDRESSES,
    decimals=1,
    about=message(
        "Addresses with a verified visit in the cycle, of the addresses of the register frozen for it; refused ones "
        "and those without contact stay in the denominator. Only a period that is a cycle has figures."
    ),
    recorded="denominator",
    bands=(0, 60, 80, 90, 95, 100),
    rank_from=RANK_FROM,
)
