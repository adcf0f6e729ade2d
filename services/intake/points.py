"""Points in: households, matters, visits from tables; each row good, named as bad, or there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.crs import WGS84
from geo.frames import judge_points
from services.errors import Invalid
from services.geography.editions import in_force
from services.geography.tables import Boundary, Zone
from services.intake import frame as frames
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.report import Report
from services.intake.rows import numbers, read_rows
from services.intake.staging import insert_points
from services.intake.subjects import SUBJECTS, Reading
from services.intake.tables import Batch
from services.locating.locate import locate_batch
from services.messages import message

SAID = {"gcj02": "GCJ-02", "bd09": "BD-09", "swapped": "latitude and longitude swapped"}


@dataclass(frozen=True, slots=True)
class Choices:
    """How a table of points is to be read."""

    reading: Reading
    columns: Mapping[str, str] | None = None
    frame: str | None = None
    keep_good: bool = False
    dry_run: bool = False
    received_by: UUID | None = None


def take_points(session: Session, subject: str, features: Features, sha256: str, choices: Choices) -> Report:
    """Check a table of points, write the rows that are new, and put them into their grids.

    Nothing is written where a row is bad, unless the operator keeps the good ones. The same file a
    second time adds nothing. Raises Invalid where columns are missing or the frame looks wrong.
    """
    kind, fields = SUBJECTS[subject]
    located = features.geometries is not None
    places = () if located else ("lon", "lat")
    required = [*places, *(f.field for f in fields if f.required)]
    names = ["ref", *places, "accuracy", *(f.field for f in fields)]
    mapping = guess(features, names, choices.columns or {}, required)
    report = Report(features.name, subject, mapping, len(features.rows), features.note)
    lon, lat = _places(features, mapping, choices, session)
    good = read_rows(features, mapping, fields, (lon, lat), choices.reading, report)
    report.refused = len(features.rows) - len(good.refs)
    if choices.dry_run or (report.refused and not choices.keep_good):
        return report
    batch = Batch(
        id=uuid4(), subject=subject, file_name=features.name, sha256=sha256,
        received_by=choices.received_by, report={},
    )  # fmt: skip
    session.add(batch)
    session.flush()
    report.added = insert_points(session, kind, fields, batch.id, good)
    report.already, report.written = len(good.refs) - report.added, True
    locate_batch(session, kind, batch.id)
    batch.report = report.as_json("zh") | {"findings": len(report.findings)}
    session.flush()
    return report


def _places(
    features: Features, mapping: Mapping[str, str], choices: Choices, session: Session
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes, NaN where a row has none. Raises Invalid where the frame looks wrong."""
    given = frames.stated(choices.frame)
    if features.geometries is not None:
        shapes = frames.of_geometries(features, given, None).geometries(features.geometries)
        middle = shapely.centroid(shapes)
        return shapely.get_x(middle), shapely.get_y(middle)
    x, y = numbers(features.column(mapping["lon"])), numbers(features.column(mapping["lat"]))
    if given is None:
        _suspect(features.name, x, y, session)
    lon, lat = (given or WGS84).to_storage(x, y)
    return lon, lat


def _suspect(name: str, x: NDArray[np.float64], y: NDArray[np.float64], session: Session) -> None:
    edition = in_force(session)
    finite = np.isfinite(x) & np.isfinite(y)
    if edition is None or not finite.any():
        return
    rows = session.scalars(
        select(func.ST_AsBinary(Boundary.geom))
        .join(Zone, Zone.id == Boundary.zone_id)
        .where(Boundary.edition_id == edition.id, Zone.level == "grid")
    ).all()
    if not rows:
        return
    verdict = judge_points(x[finite], y[finite], shapely.from_wkb([bytes(r) for r in rows]))
    if verdict.better is not None:
        raise Invalid(
            "intake.looks_like", name=name, frame=message(SAID[verdict.better]), argument=verdict.better,
            after=round(100 * verdict.inside_after), before=round(100 * verdict.inside_before),
        )  # fmt: skip
