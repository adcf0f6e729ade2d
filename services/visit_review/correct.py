"""A device in another frame is put right as a whole, left as it is, or set back. The only writer of corrections."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Row, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from geo.visit_review.frame import put_right
from geo.visit_review.visits import Floats
from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Conflict, Invalid, NotFound
from services.intake.place_anew import place_anew
from services.visit_review.tables import DeviceMixup, VisitCorrection
from services.visits.tables import Visit


def correct(session: Session, scope: Scope, number: int) -> int:
    """Put all visits and patrols of a device right that are not yet; where they were is kept. Returns how many.

    Raises Forbidden for anybody but the office, NotFound, Conflict where it is put right already, Invalid where no
    frame explains the device.
    """
    found = _locked(session, scope, number, "found")
    if found.frame is None:
        raise Invalid("visit_review.no_frame", device=found.device)
    corrected = select(VisitCorrection.visit_id)
    rows = _places(session, Visit.device == found.device, Visit.id.not_in(corrected))
    kept = select(Visit.id, literal(number), Visit.geom).where(Visit.device == found.device, Visit.id.not_in(corrected))
    session.execute(insert(VisitCorrection).from_select(["visit_id", "mixup_id", "geom"], kept))
    _move(session, rows, put_right(_lonlat(rows), found.frame))
    _decide(session, scope, found, "corrected", None, len(rows))
    return len(rows)


def undo(session: Session, scope: Scope, number: int) -> int:
    """Set the visits of a device back to where they were told. Returns how many.

    Raises Forbidden for anybody but the office, NotFound, Conflict where it is not put right, or was found again since.
    """
    found = _locked(session, scope, number, "corrected", "dismissed")
    again = select(DeviceMixup.id).where(DeviceMixup.device == found.device, DeviceMixup.state == "found")
    if session.scalars(again).first() is not None:
        raise Conflict("visit_review.found_again", device=found.device)
    before = select(
        Visit.id, func.ST_X(VisitCorrection.geom), func.ST_Y(VisitCorrection.geom), Visit.accuracy_m
    ).join(VisitCorrection, VisitCorrection.visit_id == Visit.id)  # fmt: skip
    rows = session.execute(before.where(VisitCorrection.mixup_id == number).order_by(Visit.id)).all()
    _move(session, rows, _lonlat(rows))
    session.execute(delete(VisitCorrection).where(VisitCorrection.mixup_id == number))
    _decide(session, scope, found, "found", None, len(rows))
    return len(rows)


def dismiss(session: Session, scope: Scope, number: int, note: str) -> None:
    """Leave a device as it is, and say why; its visits are looked at like others from then on.

    Raises Forbidden for anybody but the office, NotFound, Conflict, Invalid without a word.
    """
    found = _locked(session, scope, number, "found")
    if not note.strip():
        raise Invalid("visit_review.note")
    _decide(session, scope, found, "dismissed", note.strip(), 0)


def affected(session: Session, device: str) -> dict[str, int]:
    """How many visits and patrols of a device would be put right, as far as the caller sees them."""
    chosen = select(Visit.kind, func.count()).where(
        Visit.device == device, Visit.id.not_in(select(VisitCorrection.visit_id))
    )
    return {row[0]: row[1] for row in session.execute(chosen.group_by(Visit.kind))}


def _locked(session: Session, scope: Scope, number: int, *states: str) -> DeviceMixup:
    require(scope, "office")
    found = session.scalars(select(DeviceMixup).where(DeviceMixup.id == number).with_for_update()).first()
    if found is None:
        raise NotFound("visit_review.no_mixup", number=number)
    if found.state not in states:
        raise Conflict("visit_review.mixup_moved", device=found.device)
    return found


def _places(session: Session, *where: ColumnElement[bool]) -> list[Row[*tuple[Any, ...]]]:
    chosen = select(Visit.id, func.ST_X(Visit.geom), func.ST_Y(Visit.geom), Visit.accuracy_m)
    return list(session.execute(chosen.where(*where).order_by(Visit.id)))


def _lonlat(rows: Sequence[Row[*tuple[Any, ...]]]) -> Floats:
    return np.array([(row[1], row[2]) for row in rows], np.float64).reshape(-1, 2)


def _move(session: Session, rows: Sequence[Row[*tuple[Any, ...]]], lonlat: Floats) -> None:
    if not rows:
        return
    accuracy_m = np.array([np.nan if row[3] is None else row[3] for row in rows], np.float64)
    place_anew(session, [row[0].hex for row in rows], lonlat, accuracy_m)


def _decide(session: Session, scope: Scope, found: DeviceMixup, state: str, note: str | None, many: int) -> None:
    found.state, found.note = state, note
    found.decided_at, found.decided_by = (None, None) if state == "found" else (datetime.now(UTC), scope.person_id)
    detail = {"device": found.device, "state": state, "frame": found.frame, "visits": many}
    record(session, scope.person_id, "visit_review.device", str(found.id), detail)
    session.flush()
