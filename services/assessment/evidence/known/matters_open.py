"""Incidents open at the end."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "matters_open",
    message("Incidents open at the end"),
    message("Incidents that were open at the end of the period; apart those whose deferral still ran."),
    "matter", "tallies", frozenset({"matters"}), by_types=True, over="period",
)  # fmt: skip
