"""Incidents in the surroundings."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "matters_around",
    message("Incidents in the surroundings"),
    message("Incidents opened in the period outside all grids, for the nearest grid if it is near enough."),
    "matter", "tallies", frozenset({"matters"}), by_types=True,
)  # fmt: skip
