"""Incidents closed after rework."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "matters_reworked",
    message("Incidents closed after rework"),
    message("Incidents closed in the period after they had been sent back, by how often they were."),
    "matter", "tallies", frozenset({"matters"}), by_types=True,
)  # fmt: skip
