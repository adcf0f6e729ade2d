"""Coverage proven: back-checks drawn from an edition of the register, and what they prove."""

from services.coverage import sentences

__all__ = ["sentences"]
