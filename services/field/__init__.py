"""In the field: the lists that were sent to a person, the next stop, and what was found there."""

from services.field import sentences

__all__ = ["sentences"]
