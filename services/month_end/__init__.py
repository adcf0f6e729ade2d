"""Month end (每月底): a grid's month handed in by its leader, verified or sent back by the community's staff."""

from services.month_end import sentences

__all__ = ["sentences"]
