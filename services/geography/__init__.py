"""Zones, their boundaries in dated editions, drafts of new ones, and the base map."""

from services.geography import sentences

__all__ = ["sentences"]
