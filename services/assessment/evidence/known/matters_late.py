"""Incidents not closed in time."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "matters_late",
    message("Incidents not closed in time"),
    message("Incidents whose deadline fell in the period and was not met; apart those that were ever deferred."),
    "matter", "tallies", frozenset({"matters"}), by_types=True,
)  # fmt: skip
