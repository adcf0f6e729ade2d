"""The list of matters: national codes, the office's own, the older list's, and named groups."""

from services.matters.codes import sentences

__all__ = ["sentences"]
