"""The zones of an edition as every figure and map needs them: who is inside whom, and where a label stands.

An edition's outlines change seldom and are asked for by every page, so what is worked out from them is kept until they
do change.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Row
from sqlalchemy.orm import Session

from geo.polygonal import LonLat
from services.database import sql

KEPT = 8
_kept: OrderedDict[tuple[object, ...], tuple["Outline", ...]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Outline:
    """A zone in one edition: ids from the top to it, and the largest circle inside it (degrees, metres)."""

    zone_id: int
    level: str
    code: str
    name: str
    path: tuple[int, ...]
    centre: LonLat
    radius_m: float


def outlines(session: Session, edition_id: int) -> tuple[Outline, ...]:
    """All zones of an edition by code, whoever asks: outlines are not personal, figures are kept to the scope."""
    state = session.execute(sql(__file__, "edition_state.sql"), {"edition": edition_id}).one()
    key = (edition_id, *state)
    with _lock:
        if key not in _kept:
            _kept[key] = _read(session, edition_id)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]


def _read(session: Session, edition_id: int) -> tuple[Outline, ...]:
    return tuple(_outline(row) for row in session.execute(sql(__file__, "outlines.sql"), {"edition": edition_id}))


def _outline(row: Row[tuple[object, ...]]) -> Outline:
    return Outline(row.zone_id, row.level, row.code, row.name, tuple(row.path), (row.lon, row.lat), row.room_m)
