"""A device as a page shows it: what was found of it, and how far its visits lie from their addresses now."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from geo.metric import flatten
from geo.visit_review.visits import Floats
from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.database import sql
from services.errors import NotFound
from services.visit_review.devices import MOST_OFFSETS
from services.visit_review.reach import seen_by
from services.visit_review.tables import DeviceMixup, VisitReview


@dataclass(frozen=True, slots=True)
class Finding:
    """A device in another frame, and who decided what of it."""

    row: DeviceMixup
    person: str | None


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """`offsets` are metres east and north from the address, shape (n, 2), of the newest visits that the caller sees."""

    device: str
    findings: tuple[Finding, ...]
    offsets: Floats
    reviews: int


def findings(session: Session, device: str | None = None) -> tuple[Finding, ...]:
    """The devices found in another frame, those to be decided first, then the newest; the second wall keeps scope."""
    chosen = select(DeviceMixup, Person.display_name).outerjoin(Person, Person.id == DeviceMixup.decided_by)
    if device is not None:
        chosen = chosen.where(DeviceMixup.device == device)
    order = (case((DeviceMixup.state == "found", 0), else_=1), DeviceMixup.id.desc())
    return tuple(Finding(row, person) for row, person in session.execute(chosen.order_by(*order)))


def device_file(session: Session, scope: Scope, device: str) -> DeviceFile:
    """A device with its visits; reading them is put on record. Raises NotFound where the caller sees nothing of it."""
    found = findings(session, device)
    rows = session.execute(sql(__file__, "device.sql"), {"device": device, "most": MOST_OFFSETS}).all()
    if not rows and not found:
        raise NotFound("visit_review.no_device", device=device)
    record(session, scope.person_id, "visit_review.device_read", device, {"n": len(rows)})
    apart = np.array([(r.lon - r.address_lon, r.lat - r.address_lat) for r in rows], float).reshape(-1, 2)
    lat = round(float(np.median([r.lat for r in rows])), 2) if rows else 0.0
    open_ones = select(func.count()).where(
        VisitReview.device == device, VisitReview.state != "decided", seen_by(session, scope)
    )
    return DeviceFile(device, found, flatten(apart, lat), session.scalar(open_ones) or 0)
