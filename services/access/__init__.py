"""People and what they may see: sign-in, scope, and the record of both."""

from services.access import sentences

__all__ = ["sentences"]
