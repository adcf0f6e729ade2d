"""The files of photos: in the instance's folder, named by the hash of what was sent, shared by all who show it.

A file is written before its row is committed and goes after the last row has, each time alone with its hash: so a row
always has its files, and what a crash leaves behind is a file that no row names, which `sweep` removes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from services.database import transaction
from services.matters.photos.image import Photo
from services.matters.photos.tables import MatterPhoto
from services.settings import Settings

FILES_LOCK = 7407
Size = Literal["large", "small"]
SIZES: tuple[Size, ...] = get_args(Size)


def folder(settings: Settings) -> Path:
    """Where all photos lie."""
    return settings.home / "photos"


def file_of(settings: Settings, sha256: str, size: Size) -> Path:
    """Where a photo lies."""
    return folder(settings) / sha256[:2] / f"{sha256}.{size}.jpg"


def keep(settings: Settings, photo: Photo) -> None:
    """Write the files of a photo."""
    for size in SIZES:
        path = file_of(settings, photo.sha256, size)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = path.with_suffix(".half")
        half.write_bytes(photo.large if size == "large" else photo.small)
        half.replace(path)


def alone_with(session: Session, sha256: str) -> None:
    """Until the transaction ends nobody else hangs or takes away this photo, whose files all its places share."""
    session.execute(select(func.pg_advisory_xact_lock(FILES_LOCK, func.hashtext(sha256))))


def clear(sessions: sessionmaker[Session], person_id: UUID | None, sha256: str, settings: Settings) -> bool:
    """Remove the files of a photo that hangs nowhere any more, and say whether it was so.

    Asked by somebody who sees everything (or as the owner): a row that the caller can't see would count as none.
    """
    with transaction(sessions, person_id) as session:
        alone_with(session, sha256)
        if session.scalar(select(func.count()).where(MatterPhoto.sha256 == sha256)):
            return False
        for path in folder(settings).glob(f"{sha256[:2]}/{sha256}.*"):
            path.unlink(missing_ok=True)
        return True


def sweep(sessions: sessionmaker[Session], settings: Settings) -> int:
    """Remove the files that no row names, as the owner of the tables. Returns of how many photos."""
    there = _hashes(folder(settings).glob("??/*.*"))
    with transaction(sessions) as session:
        named = set(session.scalars(select(MatterPhoto.sha256).distinct()))
    return sum(clear(sessions, None, sha256, settings) for sha256 in sorted(there - named))


def _hashes(paths: Iterable[Path]) -> set[str]:
    endings = tuple(f".{size}.{ending}" for size in SIZES for ending in ("jpg", "half"))
    return {path.name.split(".")[0] for path in paths if path.name.endswith(endings)}
