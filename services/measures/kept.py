"""Readings kept while nothing that they rest on changes: page, values and grid file ask for the same ones."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.measures.reading import Question, Reading, read

# A reading of two thousand zones takes some hundred kilobytes.
KEPT = 48
_kept: OrderedDict[tuple[object, ...], Reading] = OrderedDict()
_lock = Lock()


def kept_reading(session: Session, scope: Scope, asked: Question) -> Reading:
    """As `read`, as of the last full minute, worked out once for all who see the same grids.

    Versions are read before the figures, so that what a writer brings meanwhile is never kept under a newer one. A
    transaction that has itself written reads anew.
    """
    asked = replace(asked, now=asked.now.replace(second=0, microsecond=0))
    state = session.execute(sql(__file__, "kept.sql"), {"edition": asked.edition_id}).one()
    if state.written:
        return read(session, scope, asked)
    key = (
        asked.measure.key, asked.level, asked.edition_id, asked.period, asked.until, asked.zone.key, asked.now,
        scope.everything, scope.grid_ids, state.made, *state.versions,
    )  # fmt: skip
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = read(session, scope, asked)
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
