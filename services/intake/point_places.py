"""Where the points of a table lie: their frame, their grid, and whether what the file says of it agrees."""

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.crs import WGS84
from geo.frames import judge_points
from services.access.scope import Scope
from services.errors import Invalid
from services.geography.editions import in_force
from services.geography.tables import Boundary, Zone
from services.intake import frame as frames
from services.intake.features import Features
from services.intake.report import Finding, Report
from services.intake.rows import Floats, Good, numbers, on_default_place
from services.locating.locate import Grids
from services.messages import message

SAID = {"gcj02": "GCJ-02", "bd09": "BD-09", "swapped": "latitude and longitude swapped"}


def places(
    features: Features, mapping: Mapping[str, str], frame: str | None, session: Session
) -> tuple[Floats, Floats]:
    """Longitudes and latitudes, NaN where a row has none. Raises Invalid where the frame looks wrong."""
    given = frames.stated(frame)
    if features.geometries is not None:
        shapes = frames.of_geometries(features, given, None).geometries(features.geometries)
        middle = shapely.centroid(shapes)
        return shapely.get_x(middle), shapely.get_y(middle)
    x, y = numbers(features.column(mapping["lon"])), numbers(features.column(mapping["lat"]))
    if given is None:
        _suspect(features.name, x, y, session)
    lon, lat = (given or WGS84).to_storage(x, y)
    return lon, lat


def _suspect(name: str, x: Floats, y: Floats, session: Session) -> None:
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


def look_at_grids(
    session: Session, features: Features, mapping: Mapping[str, str], good: Good, scope: Scope | None, report: Report
) -> Good:
    """Count inside and outside, compare the stated zone, and leave out what is not in the caller's scope.

    Returns the rows that may be written.
    """
    edition = in_force(session)
    if edition is None:
        return _within(good, np.full(len(good.refs), -1), scope, report)
    grids = Grids(session, edition.id)
    index = grids.locator.place(good.lon, good.lat, good.accuracy_m).index
    inside = index >= 0
    zones = np.where(inside, grids.zone_ids[index], -1) if len(grids.zone_ids) else np.full(len(index), -1)
    report.inside, report.outside = int(inside.sum()), int((~inside).sum())
    if report.outside:
        text = message(
            "%(count)d rows (%(share).1f %%) lie outside all grids; they are kept, counted and listed.",
            count=report.outside, share=100 * report.outside / len(index),
        )  # fmt: skip
        report.findings.append(Finding("outside", text, False))
    if "zone" in mapping:
        _compare(_names(session, edition.id), mapping["zone"], features.column(mapping["zone"]), good, zones, report)
    return _within(good, zones, scope, report)


def _within(good: Good, zones: NDArray[np.int64], scope: Scope | None, report: Report) -> Good:
    """The rows whose grid (-1: none) is in scope; the others are named."""
    if scope is None or scope.everything:
        return good
    own = np.isin(zones, np.array(scope.grid_ids, np.int64))
    for i in np.flatnonzero(~own).tolist():
        row, at = int(good.rows[i]), (float(good.lon[i]), float(good.lat[i]))
        text = message("Row %(row)d, %(ref)s: lies in no grid of yours. The office can take it in.",
                       row=row, ref=good.refs[i])  # fmt: skip
        report.findings.append(Finding("out_of_scope", text, True, *at, row))
    return good.where(own)


def _compare(
    known: Mapping[int, set[str]], column: str, stated: Sequence[str | None], good: Good,
    zones: NDArray[np.int64], report: Report,
) -> None:  # fmt: skip
    """Say how often the zone that the file states is one that the point lies in."""
    differ: list[Finding] = []
    asked = 0
    crowded = on_default_place(good)
    on_crowded = [0, 0]  # asked, differing
    for i, zone in enumerate(zones.tolist()):
        row = int(good.rows[i])
        cell = stated[row - 2]
        if cell is None or zone < 0:
            continue
        asked += 1
        on_crowded[0] += bool(crowded[i])
        if _agrees(plain(cell), known[zone]):
            continue
        text = message("Row %(row)d: the file says %(stated)s, the place lies elsewhere.", row=row, stated=cell)
        on_crowded[1] += bool(crowded[i])
        differ.append(Finding("stated_zone", text, False, float(good.lon[i]), float(good.lat[i]), row))
    if asked:
        agree = asked - len(differ)
        text = message(
            "The stated zone (column %(column)s) agrees with the map for %(share).1f %% of the rows inside: "
            "%(agree)d of %(asked)d.",
            column=column, share=100 * agree / asked, agree=agree, asked=asked,
        )  # fmt: skip
        report.findings.append(Finding("stated_zone_share", text, False))
        if 0 < on_crowded[0] < asked:
            share = 100 * (1 - (len(differ) - on_crowded[1]) / (asked - on_crowded[0]))
            text = message("Without the %(count)d rows on default places it agrees for %(share).1f %%.",
                           count=on_crowded[0], share=share)  # fmt: skip
            report.findings.append(Finding("stated_zone_share", text, False))
        report.findings += differ


def _agrees(stated: str, names: Collection[str]) -> bool:
    """Whether a stated zone is one of the names, or the end of one that is written out in full."""
    return stated in names or any(name.endswith(stated) for name in names if not name.isdigit())


def plain(text: str) -> str:
    """A zone's code or name without what files add: “Ward 02” and 2.0 are both 2."""
    bare = re.sub(r"\.0$", "", re.sub(r"\s+", "", text)).casefold()
    numbered = re.fullmatch(r"[^\d]*?0*(\d+)", bare)
    return numbered[1] if numbered else bare


def _names(session: Session, edition_id: int) -> dict[int, set[str]]:
    """For each grid the codes and names of all zones that it lies in."""
    rows = session.execute(
        select(Zone.id, Zone.level, Zone.code, Boundary.name, Boundary.path)
        .join(Boundary, Boundary.zone_id == Zone.id)
        .where(Boundary.edition_id == edition_id)
    ).all()
    said = {zone: {plain(code), plain(name)} for zone, _, code, name, _ in rows}
    return {
        zone: set().union(*(said.get(above, set()) for above in path))
        for zone, level, _, _, path in rows
        if level == "grid"
    }
