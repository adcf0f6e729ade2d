"""How densely matters lie: neither end is good, a dense grid has more of everything."""

from services.measures.known.shared import AREA, MATTERS
from services.measures.measure import Measure
from services.messages import message

MEASURE = Measure(
    key="matters_per_km2",
    title=message("Matters per km²"),
    unit=message("per km²"),
    direction="none",
    # The area is counted in m².
    scale=1_000_000,
    numerator=MATTERS,
    denominator=AREA,
    decimals=1,
    about=message("Matters opened in the period, by the grid's area on the ellipsoid."),
)
