"""Matters that the grid found itself."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "discovery",
    message("Matters that the grid found itself"),
    message("Of the matters reported in the period whose source is known, those that the grid itself found."),
    "matter", "ratio", frozenset({"matters"}), by_types=True,
)  # fmt: skip
