"""Measures by zone and period: a figure, what it was made of, and why there is none where there is none."""

from services.measures import sentences

__all__ = ["sentences"]
