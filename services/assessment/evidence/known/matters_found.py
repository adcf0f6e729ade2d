"""Incidents found."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "matters_found",
    message("Incidents found"),
    message("Incidents opened in the period inside the grid; an incident counts once, a voided one not at all."),
    "matter", "tallies", frozenset({"matters"}), by_types=True,
)  # fmt: skip
