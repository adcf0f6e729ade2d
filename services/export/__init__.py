"""Files out: tables that other programs open, and in which no cell is taken for a formula."""

from services.export import sentences

__all__ = ["sentences"]
