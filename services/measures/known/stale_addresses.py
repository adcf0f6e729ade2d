"""How much of the register was not reached for too long."""

from services.measures.counts.count import Count
from services.measures.known.shared import ADDRESSES
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="stale_addresses",
    title=message("Addresses not reached lately"),
    unit=message("%"),
    direction="lower",
    scale=100,
    numerator=Count("addresses_stale", message("not reached lately")),
    denominator=ADDRESSES,
    decimals=1,
    about=message(
        "Addresses without a verified visit in the days that the cycle asks for, never reached ones too, of the "
        "addresses of the register frozen for it, as of now or the cycle's end."
    ),
    recorded="denominator",
    bands=(0, 5, 10, 20, 40, 100),
)
