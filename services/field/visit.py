"""A visit that is written down at the door, by hand, in the field."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from geoalchemy2 import WKTElement
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geo.values import LonLat
from services.access.audit import record
from services.access.scope import Scope
from services.access.tables import Person
from services.coverage.addresses import Place, of_ref
from services.errors import Invalid
from services.locating.locate import locate_new
from services.visits.tables import Visit

FOUND = ("collected", "nobody", "refused", "vacant")
# Where no place was told the address's own stands for it, too vague to verify anything: above 100 m there is no place.
NO_PLACE_M = 1000.0
FORM = "field"


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What was found at an address, and where the device was: degrees and metres, all of it or nothing."""

    ref: str
    found: str
    at: LonLat | None = None
    accuracy_m: float | None = None


def write_visit(session: Session, scope: Scope, place: Place, told: AtTheDoor, now: datetime) -> str:
    """Write a visit of the caller down, and put it into its grid; its number.

    Without a place of the device it counts as a visit and verifies nothing. Raises NotFound for an address that is
    not in the cycle or not in the caller's scope, Invalid for what can't be.
    """
    if told.found not in FOUND:
        raise Invalid("field.found", known=", ".join(FOUND))
    address = of_ref(session, scope, place, told.ref)
    at, accuracy_m = _place(told, LonLat(address.lon, address.lat))
    login = session.scalars(select(Person.login).where(Person.id == scope.person_id)).one()
    number = uuid4()
    ref = f"field-{number}"
    session.execute(insert(Visit).values(
        id=number, external_ref=ref, kind="visit", household_ref=told.ref, found=told.found, visitor=login,
        form=FORM, visited_at=now, received_at=now, accuracy_m=accuracy_m,
        geom=WKTElement(f"POINT({at.lon!r} {at.lat!r})", srid=4326),
    ))  # fmt: skip
    locate_new(session, "visit", number, at, accuracy_m, ref, now)
    record(session, scope.person_id, "field.visit", ref, {"found": told.found, "placed": told.at is not None})
    return ref


def _place(told: AtTheDoor, door: LonLat) -> tuple[LonLat, float]:
    if told.at is None and told.accuracy_m is None:
        return door, NO_PLACE_M
    if told.at is None or told.accuracy_m is None or not 0 <= told.accuracy_m < 100_000:
        raise Invalid("field.place")
    if not (-180 <= told.at.lon <= 180 and -90 <= told.at.lat <= 90):
        raise Invalid("field.place")
    return told.at, told.accuracy_m
