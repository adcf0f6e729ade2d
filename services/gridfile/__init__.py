"""The grid file (一格一档): everything known of one zone, read and never written."""

from services.gridfile import sentences

__all__ = ["sentences"]
