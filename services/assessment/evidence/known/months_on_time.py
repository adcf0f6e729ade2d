"""Months handed in on time."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "months_on_time",
    message("Months handed in on time"),
    message("Months of the period that the grid handed in by their last day and that were not sent back, and those "
        "that are not due yet."),
    "month", "tallies", frozenset({"months"}), over="period",
)  # fmt: skip
