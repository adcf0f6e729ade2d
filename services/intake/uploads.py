"""Files on their way in: kept in a folder of the instance, known by a row, gone a week later at the latest."""

import re
import shutil
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.scope import Scope
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.intake.read import KINDS, sha256
from services.intake.read.shapefile import PARTS
from services.intake.tables import Upload
from services.jobs.ask import ask, seen
from services.jobs.tables import ENDED
from services.settings import Settings

SUBJECTS = ("zones", "households", "matters", "histories", "visits", "streets", "water", "parks", "buildings")
# What community staff may bring in themselves, of their own zones.
COMMUNITY_SUBJECTS = ("households", "visits")
DAYS_KEPT = 7
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Staged:
    """Files that have been received into a folder of their own."""

    id: UUID
    folder: Path
    files: Sequence[Path]


def folder_of(settings: Settings, upload_id: UUID) -> Path:
    """Where the files of an upload are kept."""
    return settings.home / "uploads" / str(upload_id)


def safe_name(name: str) -> str:
    """A file's name without anything that a file system or a page could mistake."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"[^\w.()（）-]+", "_", last).lstrip(".") or "file"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}.{ending[:12].lower()}" if dot else plain[:LONGEST_NAME]


def allowed(scope: Scope) -> tuple[str, ...]:
    """The subjects that a person may take in."""
    return SUBJECTS if scope.everything else COMMUNITY_SUBJECTS


def main_file(files: Sequence[Path]) -> Path:
    """The one file, or the .shp of a shapefile's parts. Raises Invalid."""
    if not files:
        raise Invalid("intake.no_files")
    names = ", ".join(f.name for f in files)
    shapes = [f for f in files if f.suffix == ".shp"]
    if shapes and len({f.stem for f in files}) == 1 and all(f.suffix[1:] in (*PARTS, "sbn", "sbx", "qix", "xml")
                                                            for f in files):  # fmt: skip
        return shapes[0]
    if len(files) > 1 or files[0].suffix not in KINDS:
        raise Invalid("intake.files" if len(files) > 1 else "intake.unknown_kind", names=names, name=names)
    return files[0]


def begin(session: Session, scope: Scope, subject: str, staged: Staged) -> Upload:
    """Note what was received and ask for a first look. Raises Invalid or Forbidden."""
    if subject not in allowed(scope):
        raise Forbidden("intake.subject", subject=subject)
    main = main_file(staged.files)
    size = sum(f.stat().st_size for f in staged.files)
    upload = Upload(id=staged.id, person_id=scope.person_id, subject=subject, file_name=main.name,
                    size_bytes=size, sha256=sha256(main), choices={})  # fmt: skip
    session.add(upload)
    session.flush()
    record(session, scope.person_id, "intake.receive", subject, {"file": main.name, "sha256": upload.sha256})
    start(session, scope, upload, "look")
    return upload


def found(session: Session, scope: Scope, upload_id: UUID) -> Upload:
    """An upload that the caller may see. Raises NotFound."""
    chosen = select(Upload).where(
        Upload.id == upload_id, literal(scope.everything) | (Upload.person_id == scope.person_id)
    )
    upload = session.scalars(chosen).first()
    if upload is None:
        raise NotFound("intake.no_upload")
    return upload


def names_of(session: Session, scope: Scope, ids: Collection[UUID]) -> dict[UUID, str]:
    """What the files of uploads are called, of those that the caller may see."""
    chosen = select(Upload.id, Upload.file_name).where(
        Upload.id.in_(ids), literal(scope.everything) | (Upload.person_id == scope.person_id)
    )
    return {row.id: row.file_name for row in session.execute(chosen)}


def start(session: Session, scope: Scope, upload: Upload, step: str) -> None:
    """Ask for a step: look, check or write. Raises Conflict while another one is at work."""
    if at_work(session, scope, upload):
        raise Conflict("intake.at_work")
    job = ask(session, scope, f"intake.{step}", {"upload": str(upload.id)})
    if step == "look":
        upload.look_job, upload.check_job, upload.write_job = job.id, None, None
    elif step == "check":
        upload.check_job, upload.write_job = job.id, None
    else:
        upload.write_job = job.id
    session.flush()


def start_writing(session: Session, scope: Scope, upload: Upload) -> None:
    """Ask for the writing of what was checked. Raises Conflict where it was not checked."""
    checked = seen(session, scope, upload.check_job) if upload.check_job else None
    if checked is None or checked.state != "done":
        raise Conflict("intake.not_checked")
    start(session, scope, upload, "write")


def at_work(session: Session, scope: Scope, upload: Upload) -> bool:
    """Whether one of its jobs waits or runs."""
    jobs = [job for job in (upload.look_job, upload.check_job, upload.write_job) if job]
    return any(seen(session, scope, job).state not in ENDED for job in jobs)


def choose(session: Session, upload: Upload, choices: Mapping[str, Any]) -> None:
    """Keep how the file is to be read; what was checked otherwise does not count any more."""
    upload.choices = {**upload.choices, **choices}
    session.flush()


def path_of(settings: Settings, upload: Upload) -> Path:
    """The file to read. Raises Conflict where it is not kept any more."""
    path = folder_of(settings, upload.id) / upload.file_name
    if not path.is_file():
        raise Conflict("intake.files_gone")
    return path


def drop(settings: Settings, upload_id: UUID) -> None:
    """Remove an upload's files; the row stays."""
    shutil.rmtree(folder_of(settings, upload_id), ignore_errors=True)


def purge(settings: Settings) -> int:
    """Remove files that nobody came back to. Returns how many uploads."""
    oldest = (datetime.now(UTC) - timedelta(days=DAYS_KEPT)).timestamp()
    root = settings.home / "uploads"
    old = [f for f in root.iterdir() if f.stat().st_mtime < oldest] if root.is_dir() else []
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
