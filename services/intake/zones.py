"""Zones in: outlines checked against each other and their parents, then written as an edition."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.errors import Conflict, Invalid
from services.geography.editions import by_name, levels
from services.geography.tables import Boundary, Edition, Zone
from services.geography.writing import LEVELS, Decided, Outline, make_edition, write_boundaries
from services.intake import frame as frames
from services.intake.batches import begin, finish
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.report import Report
from services.intake.zone_checks import NEVER_ACCEPTED, Drawn, check
from services.locating.locate import locate_edition

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class EditionGiven:
    """What the operator says of the edition that a file belongs to."""

    name: str
    valid_from: date | None = None
    reason: str | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file of zones is to be read."""

    level: str | None = None
    columns: Mapping[str, str] | None = None
    frame: str | None = None
    accept: Collection[str] = ()
    dry_run: bool = False
    received_by: UUID | None = None


def take_zones(
    session: Session,
    features: Features,
    sha256: str,
    edition: EditionGiven,
    choices: Choices,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Check a file of zones and, if nothing speaks against it, write it and locate every point anew.

    Raises Invalid where the file can't be read as zones, Conflict where the edition has its levels.
    """
    fields = ("level", "code", "name", "parent") if choices.level is None else ("code", "name", "parent")
    required = ("level", "code") if choices.level is None else ("code",)
    mapping = guess(features, fields, choices.columns or {}, required)
    known = by_name(session, edition.name)
    report = Report(features.name, "zones", mapping, len(features.rows), features.note)
    frames.say_mixed(features, report)
    drawn = _drawn(features, mapping, choices, _bounds(session))
    _refuse_taken(session, known, {zone.level for zone in drawn})
    stored = _stored(session, known.id) if known else []
    parents = check(drawn, stored, report)
    if choices.dry_run or report.stopping(choices.accept, NEVER_ACCEPTED):
        return report
    batch = begin(session, report, sha256, choices.received_by)
    made = known or make_edition(session, edition.name, _decided(edition, features.name, sha256))
    write_boundaries(session, made.id, (_outline(zone, parents) for zone in drawn))
    report.added, report.written = len(drawn), True
    locate_edition(session, made.id, progress)
    finish(session, batch, report)
    return report


def _bounds(session: Session) -> frames.Bounds | None:
    row = session.execute(select(func.ST_AsBinary(func.ST_SetSRID(func.ST_Extent(Boundary.geom), 4326)))).scalar()
    return None if row is None else shapely.from_wkb(bytes(row)).bounds


def _drawn(features: Features, mapping: Mapping[str, str], choices: Choices, hint: frames.Bounds | None) -> list[Drawn]:
    given = frames.stated(choices.frame)
    frame = frames.of_geometries(features, given, hint)
    if given is None:
        frames.refuse_swapped(features, frame, hint)
    shapes = features.geometries if features.geometries is not None else np.full(len(features.rows), None, object)
    moved: NDArray[np.object_] = frame.geometries(shapes)
    nothing: list[str | None] = [None] * len(features.rows)
    values = {f: features.column(mapping[f]) if f in mapping else nothing for f in ("level", "code", "name", "parent")}
    drawn = []
    for i, shape in enumerate(moved):
        level = choices.level or str(values["level"][i])
        if level not in LEVELS:
            raise Invalid("intake.level", level=level, row=i + 2)
        code = values["code"][i]
        drawn.append(Drawn(i + 2, level, code, values["name"][i] or code or "", values["parent"][i], shape))
    return drawn


def _refuse_taken(session: Session, known: Edition | None, wanted: set[str]) -> None:
    if known and known.status != "in_force":
        raise Conflict("edition.not_in_force", edition=known.name)
    taken = wanted & set(levels(session, known.id)) if known else set()
    if known and taken:
        raise Conflict("intake.level_taken", edition=known.name, level=", ".join(sorted(taken)))


def _stored(session: Session, edition_id: int) -> list[Drawn]:
    rows = session.execute(
        select(Zone.level, Zone.code, Boundary.name, func.ST_AsBinary(Boundary.geom))
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition_id)
        .order_by(Zone.id)
    )
    return [Drawn(0, level, code, name, None, shapely.from_wkb(bytes(wkb))) for level, code, name, wkb in rows]


def _decided(given: EditionGiven, source: str, sha256: str) -> Decided:
    if given.valid_from is None or not given.reason or not given.document_number:
        raise Invalid("intake.edition_needed", name=source)
    return Decided(given.valid_from, given.reason, given.document_number, source, sha256)


def _outline(zone: Drawn, parents: Mapping[int, tuple[str, str]]) -> Outline:
    return Outline(zone.level, str(zone.code), zone.name, parents.get(zone.row), zone.shape)
