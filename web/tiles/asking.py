"""What an address asks for, as values."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from services.errors import Invalid, NotFound
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.layer import Layer
from web.numbers import LARGEST

# /tiles/{layer}/{version}/{z}/{x}/{y}.mvt, or without the version; numbers no longer than a tile's can be.
PATH = re.compile(r"/tiles/([a-z_]{1,20})(?:/(\d{1,15}\.[0-9a-z]{1,16}))?/(\d{1,2})/(\d{1,8})/(\d{1,8})\.mvt")


class Wanted(NamedTuple):
    """A tile, and the version and scope mark that the address names; None where it asks for today's."""

    asked: Asked
    version: int | None
    mark: str


# A browser asks for the same tiles again and again.
@lru_cache(maxsize=8192)
def wanted(path: str, query: bytes, zone: ZoneInfo) -> Wanted:
    """What a tile's address asks for. Raises NotFound or Invalid."""
    found = PATH.fullmatch(path)
    if found is None:
        raise NotFound("tiles.address")
    layer = layer_named(found[1])
    asked = Asked(layer, _chosen(layer, query, zone), Tile(int(found[3]), int(found[4]), int(found[5])))
    version, _, mark = (found[2] or "").partition(".")
    return Wanted(asked, int(version) if version else None, mark)


# All tiles of a layer share their query.
@lru_cache(maxsize=512)
def _chosen(layer: Layer, query: bytes, zone: ZoneInfo) -> Choice:
    return choice(dict(parse_qsl(query.decode("latin-1"))), zone).of(layer)


def choice(given: Mapping[str, str], zone: ZoneInfo) -> Choice:
    """Edition, level and period of an address; days begin at the subdistrict's midnight. Raises Invalid."""
    edition = given.get("edition")
    if edition is not None and not (edition.isascii() and edition.isdigit() and 1 <= int(edition[:11]) <= LARGEST):
        raise Invalid("tiles.number", name="edition", given=edition[:40])
    start, stop = (_moment(name, given.get(name), zone) for name in ("from", "to"))
    return Choice(int(edition) if edition else None, given.get("level"), start, stop)


def _moment(name: str, text: str | None, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    try:
        if len(text) == len("2026-01-01"):
            return datetime.combine(date.fromisoformat(text), time(), zone).astimezone(UTC)
        # A plus in an address that nobody encoded has become a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as unreadable:
        raise Invalid("tiles.moment", name=name, given=text[:40]) from unreadable
