"""Counts that several measures share."""

from services.measures.counts.count import Count
from services.messages import message

MATTERS = Count("matters", message("matters"))
HOUSEHOLDS = Count("households", message("households"))
AREA = Count("area_m2", message("km²"), unit_size=1_000_000, decimals=2)
ADDRESSES = Count("addresses_expected", message("addresses expected"))
