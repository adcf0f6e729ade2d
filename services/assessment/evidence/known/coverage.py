"""Addresses reached, proven."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "coverage",
    message("Addresses reached, proven"),
    message("Of the addresses expected in the cycle that the period is, those with a verified visit."),
    "household", "ratio", frozenset({"households", "visits"}), over="period",
)  # fmt: skip
