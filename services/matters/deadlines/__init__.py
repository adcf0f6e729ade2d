"""Deadlines: limits by code, class, urgency and stage, each with its clock and its day."""

from services.matters.deadlines import sentences

__all__ = ["sentences"]
