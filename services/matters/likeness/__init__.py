"""Reports of the same thing, and the place where a geocoder puts what it did not find."""

from services.matters.likeness import sentences

__all__ = ["sentences"]
