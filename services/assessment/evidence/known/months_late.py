"""Months handed in late."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "months_late",
    message("Months handed in late"),
    message("Months of the period that the grid handed in after their last day."),
    "month", "tallies", frozenset({"months"}), over="period",
)  # fmt: skip
