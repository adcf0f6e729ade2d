"""Every point in its grid, under every edition: derived again whenever points or boundaries come."""

from services.locating import sentences

__all__ = ["sentences"]
