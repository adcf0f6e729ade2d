"""Devices in another frame as a look finds them: kept once, with their offsets."""

from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo.visit_review.device import Mixup
from geo.visit_review.frame import explain
from geo.visit_review.limits import Limits
from services.database import sql
from services.visit_review.read_visits import Found
from services.visit_review.tables import DeviceMixup

# So many offsets show a direction; more would only be a darker spot.
MOST_OFFSETS = 400


def dismissed(session: Session, found: Found) -> list[int]:
    """The devices of which a person said that they are in no other frame, by their number."""
    names = set(session.scalars(select(DeviceMixup.device).where(DeviceMixup.state == "dismissed")))
    return [number for number, name in enumerate(found.devices) if name in names]


def keep_mixups(session: Session, look_id: int, found: Found, mixups: list[Mixup], limits: Limits) -> int:
    """Keep the devices that are not known as such yet. Returns how many are new."""
    names = {found.devices[one.device]: one for one in mixups}
    known = select(DeviceMixup.device).where(DeviceMixup.device.in_(list(names)), DeviceMixup.state == "found")
    new = set(names) - set(session.scalars(known))
    session.add_all(_kept(session, look_id, found, name, names[name], limits) for name in sorted(new))
    session.flush()
    return len(new)


def _kept(session: Session, look_id: int, found: Found, name: str, mixup: Mixup, limits: Limits) -> DeviceMixup:
    rows = np.flatnonzero((found.visits.device == mixup.device) & np.isfinite(found.visits.offset).all(axis=1))
    explained = explain(found.visits.lonlat[rows], found.addresses[rows], limits.mixup_m)
    newest = rows[np.argsort(found.visits.visited_s[rows])][-MOST_OFFSETS:]
    households = sorted({found.rows[at].household for at in rows.tolist() if found.rows[at].household})
    grids: list[Any] = list(session.scalars(sql(__file__, "grids_of.sql"), {"households": households}))
    return DeviceMixup(
        look_id=look_id, device=name, frame=explained.frame, east_m=round(mixup.east_m, 1),
        north_m=round(mixup.north_m, 1), resultant=round(mixup.resultant, 4), left_m=round(explained.left_m, 1),
        visits=mixup.visits, offsets=np.round(found.visits.offset[newest], 1).tolist(), grid_ids=grids,
    )  # fmt: skip
