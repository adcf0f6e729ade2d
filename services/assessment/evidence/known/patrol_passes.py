"""Patrol passes."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "patrol_passes",
    message("Patrol passes"),
    message("Passes of patrols in the period: one person on one day is one pass."),
    "visit", "tallies", frozenset({"visits"}),
)  # fmt: skip
