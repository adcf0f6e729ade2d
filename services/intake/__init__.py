"""Files in: read, checked, reported, and written whole or not at all."""

from services.intake import sentences

__all__ = ["sentences"]
