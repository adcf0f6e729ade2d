"""Matters closed on time, of those due."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "closed_on_time",
    message("Matters closed on time, of those due"),
    message("Of the matters whose deadline fell in the period and has passed, those never deferred that met it."),
    "matter", "ratio", frozenset({"matters"}), by_types=True,
)  # fmt: skip
