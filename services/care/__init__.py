"""Welfare visits: for whom, how often, and who is due. Never why."""

from services.care import sentences

__all__ = ["sentences"]
