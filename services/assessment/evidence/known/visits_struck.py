"""Visits struck after review."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "visits_struck",
    message("Visits struck after review"),
    message("Visits of the period that were reviewed, heard, and are not counted."),
    "visit", "tallies", frozenset({"visits", "households"}),
)  # fmt: skip
