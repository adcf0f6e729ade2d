"""The private PostgreSQL of one instance: its own folder, its own socket, nothing of the machine's."""

from services.cluster import sentences

__all__ = ["sentences"]
