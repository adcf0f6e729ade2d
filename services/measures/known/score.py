"""What zones scored in an assessment."""

from services.measures.counts.count import Count
from services.measures.measure import Measure
from services.messages import message

POINTS = 1_000_000

MEASURE = Measure(
    key="score",
    title=message("Assessment score"),
    unit=message("of 100"),
    direction="higher",
    scale=100,
    numerator=Count("points_scored", message("points scored"), unit_size=POINTS, decimals=2),
    denominator=Count("points_to_score", message("points to be had"), unit_size=POINTS, decimals=2),
    decimals=2,
    about=message(
        "What grids scored in the assessment, of 100; an area or a community has its own score where the rubric scores "
        "it, else the mean of its grids. Only a period that is a cycle of an assessment has figures, and what has too "
        "little to be ranked by has none."
    ),
    recorded="denominator",
    own=True,
    bands=(0, 60, 70, 80, 90, 100),
)
