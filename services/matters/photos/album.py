"""The photos of a matter: added, listed, opened, taken away; each within the caller's scope and on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from geo.metric import GEOD
from geo.values import LonLat
from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.access.tables import Person
from services.errors import Conflict, NotFound
from services.locating.reach import in_reach
from services.locating.tables import MatterLocation
from services.matters.photos.files import Size, alone_with, file_of, keep
from services.matters.photos.image import Photo
from services.matters.photos.tables import MatterPhoto
from services.matters.report import Reported
from services.matters.tables import Matter
from services.settings import Settings

MOST = 9


@dataclass(frozen=True, slots=True)
class Hung:
    """A photo as a matter's page shows it; `elsewhere` names other matters in scope at which the same one hangs."""

    id: UUID
    width: int
    height: int
    taken_at: datetime | None
    away_m: float | None
    added_at: datetime
    added_by: str | None
    elsewhere: tuple[str, ...]


def hang(session: Session, scope: Scope, matter_id: UUID, name: str, photo: Photo, settings: Settings) -> UUID:
    """Add a photo to a matter in scope. Raises NotFound, or Conflict where it hangs there or the wall is full."""
    at, ref = _place(session, scope, matter_id)
    alone_with(session, photo.sha256)
    hanging = session.scalars(select(MatterPhoto.sha256).where(MatterPhoto.matter_id == matter_id)).all()
    if photo.sha256 in hanging:
        raise Conflict("photos.there", name=name)
    if len(hanging) >= MOST:
        raise Conflict("photos.many", most=MOST)
    return _put(session, scope, (matter_id, ref, at), photo, settings)


def hang_reported(
    session: Session, scope: Scope, made: Reported, at: LonLat, photos: Sequence[Photo], settings: Settings
) -> None:
    """Add to a matter that the caller has just reported the photos of the report, whether or not it is in scope.

    The database takes them from nobody but the reporter, and until somebody moves the matter.
    """
    for photo in photos:
        alone_with(session, photo.sha256)
        _put(session, scope, (made.id, made.ref, at), photo, settings)


def _put(
    session: Session, scope: Scope, matter: tuple[UUID, str, LonLat], photo: Photo, settings: Settings
) -> UUID:  # fmt: skip
    matter_id, ref, at = matter
    away_m = None if photo.at is None else round(float(GEOD.inv(*photo.at, *at)[2]), 1)
    made = uuid4()
    # Without RETURNING: whoever reports a matter elsewhere may not read it back.
    session.execute(
        insert(MatterPhoto).values(
            id=made, matter_id=matter_id, sha256=photo.sha256, width=photo.width, height=photo.height,
            taken_at=photo.taken_at, away_m=away_m, added_by=scope.person_id,
        )
    )  # fmt: skip
    keep(settings, photo)
    record(session, scope.person_id, "photo.add", ref, {"sha256": photo.sha256, "away_m": away_m})
    return made


def photos_of(session: Session, scope: Scope, matter_id: UUID) -> list[Hung]:
    """The photos of a matter in scope, the oldest first."""
    rows = session.execute(
        select(MatterPhoto, Person.display_name)
        .outerjoin(Person, Person.id == MatterPhoto.added_by)
        .where(MatterPhoto.matter_id == matter_id, MatterPhoto.matter_id.in_(_seen(scope)))
        .order_by(MatterPhoto.added_at, MatterPhoto.id)
    ).all()
    same = _elsewhere(session, scope, matter_id, [photo.sha256 for photo, _ in rows])
    return [
        Hung(p.id, p.width, p.height, p.taken_at, p.away_m, p.added_at, who, tuple(same.get(p.sha256, ())))
        for p, who in rows
    ]


def open_photo(session: Session, scope: Scope, photo_id: UUID, size: Size, settings: Settings) -> Path:
    """The file of a photo in scope. Raises NotFound."""
    found = _found(session, scope, photo_id)
    path = file_of(settings, found.sha256, size)
    if not path.is_file():
        raise NotFound("photos.unknown")
    return path


def take_down(session: Session, scope: Scope, photo_id: UUID) -> tuple[str, str]:
    """Take a photo away; returns the matter's number and the photo's hash. Raises Forbidden.

    The files go once this is committed (files.clear): a row without its files can't be.
    """
    require(scope, "office")
    found = _found(session, scope, photo_id)
    sha256, ref = found.sha256, session.get_one(Matter, found.matter_id).external_ref
    session.execute(delete(MatterPhoto).where(MatterPhoto.id == photo_id))
    session.expire_all()
    record(session, scope.person_id, "photo.remove", ref, {"sha256": sha256})
    return ref, sha256


def _place(session: Session, scope: Scope, matter_id: UUID) -> tuple[LonLat, str]:
    row = session.execute(
        select(func.ST_X(Matter.geom), func.ST_Y(Matter.geom), Matter.external_ref).where(
            Matter.id == matter_id, Matter.id.in_(_seen(scope))
        )
    ).first()
    if row is None:
        raise NotFound("life.no_matter", matter=matter_id)
    return LonLat(row[0], row[1]), row[2]


def _found(session: Session, scope: Scope, photo_id: UUID) -> MatterPhoto:
    chosen = select(MatterPhoto).where(MatterPhoto.id == photo_id, MatterPhoto.matter_id.in_(_seen(scope)))
    found = session.scalars(chosen).first()
    if found is None:
        raise NotFound("photos.unknown")
    return found


def _elsewhere(session: Session, scope: Scope, matter_id: UUID, hashes: list[str]) -> dict[str, list[str]]:
    rows = session.execute(
        select(MatterPhoto.sha256, Matter.external_ref)
        .join(Matter, Matter.id == MatterPhoto.matter_id)
        .where(MatterPhoto.sha256.in_(hashes), Matter.id != matter_id, Matter.id.in_(_seen(scope)))
        .order_by(Matter.external_ref)
    )
    found: dict[str, list[str]] = {}
    for sha256, ref in rows:
        found.setdefault(sha256, []).append(ref)
    return found


def _seen(scope: Scope) -> Select[UUID]:
    return select(MatterLocation.point_id).where(in_reach(scope, MatterLocation))
