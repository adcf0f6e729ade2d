"""Cross inspection: what the next round is to look at."""

from services.inspection import sentences

__all__ = ["sentences"]
