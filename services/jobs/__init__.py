"""Work that takes longer than a request: asked for by the web, done by a worker, its progress in a row."""

from services.jobs import sentences

__all__ = ["sentences"]
