"""What can go wrong in locating."""

from services.errors import register

register({"locating.edition": "There is no edition “%(edition)s”."})
