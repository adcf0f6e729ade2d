"""The life of a matter: its moves, its events, and the state that they add up to."""

from services.matters.life import sentences

__all__ = ["sentences"]
