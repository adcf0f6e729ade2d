"""Points in: households, matters, visits from tables; each row good, named as bad, or there already."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Column, MetaData, String, Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from geo.crs import WGS84, Frame
from geo.frames import judge_points
from services.database import copy_rows
from services.errors import Invalid
from services.geography.editions import in_force
from services.geography.tables import Boundary, Zone
from services.intake import frame as frames
from services.intake.columns import guess
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.subjects import SUBJECTS, Field, Reading
from services.intake.tables import Batch
from services.locating.locate import KINDS, locate_batch
from services.messages import message

SAID = {"gcj02": "GCJ-02", "bd09": "BD-09", "swapped": "latitude and longitude swapped"}
BLANK = frozenset({"", "NA", "N/A", "NULL", "null", "None", "-"})


@dataclass(frozen=True, slots=True)
class Choices:
    """How a table of points is to be read."""

    reading: Reading
    columns: Mapping[str, str] | None = None
    frame: str | None = None
    keep_good: bool = False
    dry_run: bool = False
    received_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """A row that can be written: its reference, place, accuracy and fields in the subject's order."""

    ref: str
    lon: float
    lat: float
    accuracy_m: float | None
    values: tuple[object, ...]


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
    good = _rows(features, mapping, fields, (lon, lat), choices.reading, report)
    report.refused = len(features.rows) - len(good)
    if choices.dry_run or (report.refused and not choices.keep_good):
        return report
    batch = Batch(
        id=uuid4(), subject=subject, file_name=features.name, sha256=sha256,
        received_by=choices.received_by, report={},
    )  # fmt: skip
    session.add(batch)
    session.flush()
    report.added = _insert(session, kind, fields, batch.id, good)
    report.already, report.written = len(good) - report.added, True
    locate_batch(session, kind, batch.id)
    batch.report = report.as_json("zh") | {"findings": len(report.findings)}
    session.flush()
    return report


def _number(cell: str | None) -> float:
    try:
        return float(cell) if cell is not None else np.nan
    except ValueError:
        return np.nan


def _places(
    features: Features, mapping: Mapping[str, str], choices: Choices, session: Session
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes, NaN where a row has none. Raises Invalid where the frame looks wrong."""
    given = frames.stated(choices.frame)
    if features.geometries is not None:
        shapes = frames.of_geometries(features, given, None).geometries(features.geometries)
        middle = shapely.centroid(shapes)
        return shapely.get_x(middle), shapely.get_y(middle)
    x = np.array([_number(c) for c in features.column(mapping["lon"])])
    y = np.array([_number(c) for c in features.column(mapping["lat"])])
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


def _rows(
    features: Features,
    mapping: Mapping[str, str],
    fields: Sequence[Field],
    places: tuple[NDArray[np.float64], NDArray[np.float64]],
    reading: Reading,
    report: Report,
) -> list[Good]:
    nothing: list[str | None] = [None] * len(features.rows)
    cells = [features.column(mapping[f.field]) if f.field in mapping else nothing for f in fields]
    refs = features.column(mapping["ref"]) if "ref" in mapping else _hashes(features)
    accuracy = features.column(mapping["accuracy"]) if "accuracy" in mapping else nothing
    good = []
    for i, (lon, lat) in enumerate(zip(*places, strict=True)):
        wrong = _misplaced(float(lon), float(lat))
        values: list[object] = []
        for field, column in zip(fields, cells, strict=True):
            wrong = wrong or _read(field, column[i], reading, values)
        if refs[i] is None:
            wrong = wrong or ("ref", "")
        if wrong:
            _say(report, i + 2, mapping.get(wrong[0], wrong[0]), wrong[1])
            continue
        metres = _number(accuracy[i])
        known = metres if np.isfinite(metres) and metres >= 0 else None
        good.append(Good(str(refs[i]), float(lon), float(lat), known, tuple(values)))
    return good


def _misplaced(lon: float, lat: float) -> tuple[str, str] | None:
    if not (np.isfinite(lon) and np.isfinite(lat)):
        return "lon", ""
    if abs(lat) > 90 and abs(lon) <= 90 and abs(lat) <= 180:
        return "lat", f"{lon}, {lat}: swapped"
    return None if abs(lon) <= 180 and abs(lat) <= 90 else ("lat", f"{lon}, {lat}")


def _read(field: Field, cell: str | None, reading: Reading, values: list[object]) -> tuple[str, str] | None:
    """Append a cell's value, or say which column is wrong."""
    if cell is None or cell.strip() in BLANK:
        values.append(field.default)
        return (field.field, "") if field.required else None
    try:
        values.append(field.read(cell, reading))
    except (ValueError, KeyError, OverflowError):
        return field.field, cell
    return None


def _say(report: Report, row: int, column: str, cell: str) -> None:
    text = (
        message("Row %(row)d, column %(column)s: “%(cell)s” can't be read.", row=row, column=column, cell=cell)
        if cell
        else message("Row %(row)d, column %(column)s: empty.", row=row, column=column)
    )
    report.findings.append(Finding("row", text, True))


def _hashes(features: Features) -> list[str | None]:
    """A reference for rows that bring none: their text, and how often it came before."""
    seen: Counter[str] = Counter()
    refs: list[str | None] = []
    for row in features.rows:
        digest = hashlib.sha256("\x1f".join(c or "" for c in row).encode()).hexdigest()[:24]
        seen[digest] += 1
        refs.append(f"{digest}-{seen[digest]}")
    return refs


def _insert(session: Session, kind: str, fields: Sequence[Field], batch_id: UUID, good: Sequence[Good]) -> int:
    """Send rows to a temporary table, then insert those whose reference is new. Returns their number."""
    target = KINDS[kind][0].__table__
    names = ["id", "external_ref", "batch_id", "accuracy_m", "geom", *(f.column for f in fields)]
    staged = Table(
        "staged_points",
        MetaData(),
        *(Column(n, String() if n == "geom" else target.c[n].type) for n in names),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
    session.execute(CreateTable(staged))
    rows = ((uuid4(), g.ref, batch_id, g.accuracy_m, f"SRID=4326;POINT({g.lon!r} {g.lat!r})", *g.values) for g in good)
    copy_rows(session, staged.name, names, rows)
    chosen = select(*(func.ST_GeomFromEWKT(staged.c.geom) if n == "geom" else staged.c[n] for n in names))
    added = session.execute(
        insert(KINDS[kind][0])
        .from_select(names, chosen)
        .on_conflict_do_nothing(index_elements=["external_ref"])
        .returning(KINDS[kind][0].id)
    ).all()
    staged.drop(session.connection())
    return len(added)


__all__ = ["Choices", "Frame", "take_points"]
