"""Back-checks: addresses drawn from the register and visited again by somebody else, and what that proves."""

from services.back_check import sentences

__all__ = ["sentences"]
