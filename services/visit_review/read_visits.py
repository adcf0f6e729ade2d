"""Visits out of the database, as the checks take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Row
from sqlalchemy.orm import Session

from geo.metric import flatten
from geo.visit_review.visits import Floats, Ints, Visits
from services.database import sql


@dataclass(frozen=True, slots=True)
class Span:
    """Visits from a moment on, until before another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The visits, what each row is called, the addresses in degrees, and the devices by their number."""

    visits: Visits
    rows: Sequence[Row[Any]]
    addresses: Floats
    devices: tuple[str, ...]


def read_visits(session: Session, span: Span, zone: ZoneInfo) -> Found:
    """The visits of a time; a place that was put right counts for another device, as which it was no fault."""
    asked = {"since": span.since, "until": span.until, "zone": zone.key}
    rows = session.execute(sql(__file__, "visits.sql"), asked).all()
    own = [f"visit {row.id}" for row in rows]
    device = _numbered([_device(row, mine) for row, mine in zip(rows, own, strict=True)])
    lonlat, addresses = _pairs(rows, "lon", "lat"), _pairs(rows, "address_lon", "address_lat")
    # Metres by one flat scale, to a hundredth of a degree, so that the same visits always lie the same.
    lat = round(float(np.median(lonlat[:, 1])), 2) if len(rows) else 0.0
    visits = Visits(
        address=_numbered([row.address or mine for row, mine in zip(rows, own, strict=True)])[0],
        building=_numbered([_building(row, mine) for row, mine in zip(rows, own, strict=True)])[0],
        visitor=_numbered([row.visitor for row in rows])[0],
        device=device[0],
        form=_numbered([row.form or "" for row in rows])[0],
        sending=_numbered([row.sending or mine for row, mine in zip(rows, own, strict=True)])[0],
        xy=flatten(lonlat, lat), address_xy=flatten(addresses, lat), lonlat=lonlat,
        accuracy_m=_floats(rows, "accuracy_m"), visited_s=_floats(rows, "visited_s"),
        local_hour=_floats(rows, "local_hour"), dwell_s=_floats(rows, "dwell_s"), skew_s=_floats(rows, "skew_s"),
    )  # fmt: skip
    return Found(visits, rows, addresses, device[1])


def _device(row: Row[Any], own: str) -> str:
    if row.device is None:
        return own
    return f"{row.device}\0corrected" if row.corrected else str(row.device)


def _building(row: Row[Any], own: str) -> str:
    if row.building is not None:
        return f"building {row.building}"
    return f"address {row.address}" if row.address else own


def _numbered(names: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Each name's number, and the names by number."""
    if not names:
        return np.zeros(0, np.int64), ()
    known, numbers = np.unique(np.array(names, object), return_inverse=True)
    return numbers.astype(np.int64), tuple(known.tolist())


def _floats(rows: Sequence[Row[Any]], name: str) -> Floats:
    values = [getattr(row, name) for row in rows]
    return np.array([np.nan if value is None else float(value) for value in values], float)


def _pairs(rows: Sequence[Row[Any]], *names: str) -> Floats:
    return np.column_stack([_floats(rows, name) for name in names])
