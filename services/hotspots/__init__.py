"""Hotspots: where more is found than the effort spent looking explains, with what was asked and how it was drawn."""

from services.hotspots import sentences

__all__ = ["sentences"]
