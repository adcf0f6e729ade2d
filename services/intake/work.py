"""The steps of an upload as jobs: look, check, write, and the undoing of a batch."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.errors import Forbidden, Invalid
from services.intake import base_map, batches, histories, points, uploads, zones
from services.intake import frame as frames
from services.intake.cells import Reading
from services.intake.features import Features
from services.intake.look import look
from services.intake.outline_sketch import Rings, sketch, stored
from services.intake.read import read
from services.intake.report import Report
from services.intake.subjects import SUBJECTS
from services.intake.tables import Upload
from services.jobs.kinds import Kind, Task, register
from services.messages import message


def look_at(session: Session, task: Task) -> dict[str, Any]:
    """What the file is."""
    upload, path = _file(session, task)
    task.say(message("Reading the file"))
    choices = upload.choices
    columns = choices.get("columns", {})
    return look(path, upload.subject, choices.get("layer"), columns, task.settings.upload_limit_mb * 2)


def check(session: Session, task: Task) -> dict[str, Any]:
    """What would become of the file; nothing is written."""
    upload, path = _file(session, task)
    features, report = _take(session, task, upload, path, dry_run=True)
    outlines = _outlines(features, upload) if upload.subject == "zones" else stored(session)
    return report.as_data() | {"outlines": outlines, "choices": upload.choices}


def _outlines(features: Features, upload: Upload) -> Rings:
    """The file's own outlines, in degrees."""
    if features.geometries is None:
        return []
    given = frames.stated(upload.choices.get("frame") or None)
    return sketch(frames.of_geometries(features, given, None).geometries(features.geometries))


def write(session: Session, task: Task) -> dict[str, Any]:
    """Take the file in; where something still speaks against it, nothing is written and the report says what."""
    upload, path = _file(session, task)
    _, report = _take(session, task, upload, path, dry_run=False)
    return report.as_data()


def undo(session: Session, task: Task) -> dict[str, Any]:
    """Remove the points of a batch."""
    task.say(message("Removing the points of the file"))
    return {"removed": batches.undo(session, task.scope, UUID(task.arguments["batch"]))}


def _file(session: Session, task: Task) -> tuple[Upload, Path]:
    upload = uploads.found(session, task.scope, UUID(task.arguments["upload"]))
    if upload.subject not in uploads.allowed(task.scope):
        raise Forbidden("intake.subject", subject=upload.subject)
    return upload, uploads.path_of(task.settings, upload)


def _take(session: Session, task: Task, upload: Upload, path: Path, *, dry_run: bool) -> tuple[Features, Report]:
    task.say(message("Reading the file"))
    features = read(path, layer=upload.choices.get("layer"), limit_mb=task.settings.upload_limit_mb * 2)
    task.say(message("Checking the rows") if dry_run else message("Writing the rows and putting them into their grids"))
    if upload.subject == "zones":
        return features, _zones(session, task, upload, features, dry_run=dry_run)
    if upload.subject in (*SUBJECTS, histories.SUBJECT):
        return features, _points(session, task, upload, features, dry_run=dry_run)
    return features, _base_map(session, task, upload, features, dry_run=dry_run)


def _base_map(session: Session, task: Task, upload: Upload, features: Features, *, dry_run: bool) -> Report:
    chosen = upload.choices
    choices = base_map.Choices(
        _columns(chosen), chosen.get("frame") or None, chosen.get("accept", ()), dry_run, task.scope.person_id
    )
    return base_map.take_base_map(session, upload.subject, features, upload.sha256, choices)


def _columns(chosen: dict[str, Any]) -> dict[str, str]:
    return {str(field): str(column) for field, column in chosen.get("columns", {}).items()}


def _zones(session: Session, task: Task, upload: Upload, features: Features, *, dry_run: bool) -> Report:
    chosen = upload.choices
    try:
        day = date.fromisoformat(chosen["valid_from"]) if chosen.get("valid_from") else None
    except ValueError as no_day:
        raise Invalid("intake.edition_needed", name=upload.file_name) from no_day
    given = zones.EditionGiven(
        chosen.get("edition", ""), day, chosen.get("reason") or None, chosen.get("document") or None
    )
    choices = zones.Choices(
        chosen.get("level") or None, _columns(chosen), chosen.get("frame") or None, chosen.get("accept", ()),
        dry_run, task.scope.person_id,
    )  # fmt: skip
    return zones.take_zones(session, features, upload.sha256, given, choices, task.progress)


def _points(session: Session, task: Task, upload: Upload, features: Features, *, dry_run: bool) -> Report:
    chosen, scope = upload.choices, task.scope
    reading = Reading(task.settings.zone, chosen.get("time_format") or None, chosen.get("words", {}))
    choices = points.Choices(
        reading, _columns(chosen), chosen.get("frame") or None,
        bool(chosen.get("keep_good")), dry_run, scope.person_id, chosen.get("accept", ()), scope,
    )  # fmt: skip
    if upload.subject == histories.SUBJECT:
        return histories.take_histories(session, features, upload.sha256, choices)
    return points.take_points(session, upload.subject, features, upload.sha256, choices)


register("intake.look", Kind(message("Look at a file"), look_at))
register("intake.check", Kind(message("Check a file"), check))
register("intake.write", Kind(message("Take a file in"), write))
register("intake.undo", Kind(message("Undo a file"), undo))
