"""Photos of matters: kept by their content, without what a camera writes into them, and held against the place."""

from services.matters.photos import sentences

__all__ = ["sentences"]
