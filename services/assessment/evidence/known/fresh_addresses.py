"""Addresses reached lately."""

from services.assessment.evidence.query import Query
from services.messages import message

QUERY = Query(
    "fresh_addresses",
    message("Addresses reached lately"),
    message("Of the addresses expected in the cycle that the period is, those verified in the days that it asks for."),
    "household", "ratio", frozenset({"households", "visits"}), over="period",
)  # fmt: skip
