"""What may be wrong with zones: each outline by itself, codes, neighbours, and parents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.nesting import best_parents
from geo.topology import duplicates, gaps, overlaps
from geo.validity import Repaired, problems, repair
from services.geography.writing import LEVELS
from services.intake.features import MAX_VERTICES
from services.intake.report import Finding, Report
from services.messages import message

# These leave nothing that could be written; the rest is the operator's to accept by name.
NEVER_ACCEPTED = ("outline", "no_code", "duplicate_code", "unknown_parent")
# A child may stick out of its parent by the width of a drawn line, not by more.
NEARLY_INSIDE = 0.98
MOST_NAMED = 2000
# A zone with a tenth of its land beyond the border is meant so; that many of them are no slips of drawing.
ACROSS, FEW, MANY_SHARE = 0.9, 3, 0.1
# A repair loses hairs and splinters; one part in a hundred of an area is land that people live on.
LOST_SHARE = 0.01


@dataclass(slots=True)
class Drawn:
    """A zone as a file draws it: its row, and its outline, which checking repairs."""

    row: int
    level: str
    code: str | None
    name: str
    parent: str | None
    shape: Any


def check(drawn: list[Drawn], stored: Sequence[Drawn], report: Report) -> dict[int, tuple[str, str]]:
    """Write what is wrong into the report, and return each row's parent as (level, code)."""
    sound = _outlines(drawn, report)
    _codes(drawn, report)
    for level in LEVELS:
        _neighbours([z for z in sound if z.level == level], report)
    return _parents(sound, stored, report)


def _outlines(drawn: list[Drawn], report: Report) -> list[Drawn]:
    sound = []
    for zone in drawn:
        wrong = problems(zone.shape, max_vertices=MAX_VERTICES)
        if wrong:
            text = message(
                "Row %(row)d, %(code)s: the outline can't be used (%(kinds)s). Draw it again.",
                row=zone.row, code=zone.code, kinds=", ".join(str(p.kind) for p in wrong),
            )  # fmt: skip
            report.findings.append(Finding("outline", text, True, row=zone.row))
            continue
        mended = repair(zone.shape)
        zone.shape = mended.geometry
        for change in mended.changes:
            _say_repair(zone, change, report)
        say_lost(zone.row, zone.code or zone.name, mended, report)
        if zone.shape.is_empty:
            text = message("Row %(row)d, %(code)s: the outline has no area.", row=zone.row, code=zone.code)
            report.findings.append(Finding("outline", text, True, row=zone.row))
            continue
        _say_parts(zone, report)
        sound.append(zone)
    return sound


def _say_repair(zone: Drawn, change: Any, report: Report) -> None:
    if str(change.kind) in {"orientation", "dimension"}:
        return  # the order in which an outline is written is no fault of its place
    text = message(
        "Row %(row)d, %(code)s: repaired %(kind)s, the area changed by %(area).1f m².",
        row=zone.row, code=zone.code, kind=message(str(change.kind).replace("_", " ")), area=change.area_m2,
    )  # fmt: skip
    report.findings.append(Finding("repaired", text, False, change.lon, change.lat, zone.row))


def say_lost(row: int, name: str, mended: Repaired, report: Report) -> None:
    """Stop a file where a repair keeps clearly less than the land that was drawn."""
    if mended.lost_share <= LOST_SHARE or mended.geometry.is_empty:
        return
    text = message(
        "Row %(row)d, %(name)s: the repair loses %(area).0f m² of the land that was drawn (%(share).1f %%). "
        "Draw the outline again, or accept the loss.",
        row=row, name=name, area=mended.lost_m2, share=100 * mended.lost_share,
    )  # fmt: skip
    report.findings.append(Finding("lost_land", text, True, *_middle(mended.geometry), row))


def _say_parts(zone: Drawn, report: Report) -> None:
    if len(zone.shape.geoms) > 1:
        text = message(
            "Row %(row)d, %(code)s: the outline has %(parts)d parts.",
            row=zone.row, code=zone.code, parts=len(zone.shape.geoms),
        )  # fmt: skip
        report.findings.append(Finding("multipart", text, False, *_middle(zone.shape), zone.row))


def _codes(drawn: list[Drawn], report: Report) -> None:
    for zone in drawn:
        if zone.code is None:
            text = message("Row %(row)d has no code.", row=zone.row)
            report.findings.append(Finding("no_code", text, True, row=zone.row))
    seen = Counter((z.level, z.code) for z in drawn if z.code)
    for (level, code), count in seen.items():
        if count > 1:
            text = message(
                "The code %(code)s stands %(count)d times in level %(level)s.", code=code, count=count, level=level
            )
            report.findings.append(Finding("duplicate_code", text, True))


def _middle(shape: Any) -> tuple[float, float]:
    point = shape.representative_point()
    return point.x, point.y


def _neighbours(zones: list[Drawn], report: Report) -> None:
    shapes = [z.shape for z in zones]
    same = set(duplicates(shapes))
    for shared in overlaps(shapes)[:MOST_NAMED]:
        first, second = zones[shared.first], zones[shared.second]
        twice = (shared.first, shared.second) in same
        text = message(
            "%(first)s and %(second)s are one and the same outline."
            if twice
            else "%(first)s and %(second)s overlap by %(area).0f m².",
            first=first.code, second=second.code, area=shared.area_m2,
        )  # fmt: skip
        kind = "duplicate_outline" if twice else "overlap"
        report.findings.append(Finding(kind, text, True, *_middle(shared.shape), shape=shared.shape))
    for gap in gaps(shapes)[:MOST_NAMED]:
        text = message(
            "Between %(codes)s there is a sliver of %(area).0f m²: the borders do not quite meet."
            if gap.sliver
            else "Between %(codes)s there is a gap of %(area).0f m².",
            codes=", ".join(str(zones[i].code) for i in gap.between[:4]), area=gap.area_m2,
        )  # fmt: skip
        report.findings.append(Finding("gap", text, True, *_middle(gap.shape), shape=gap.shape))


def _parents(zones: list[Drawn], stored: Sequence[Drawn], report: Report) -> dict[int, tuple[str, str]]:
    parents: dict[int, tuple[str, str]] = {}
    for level in LEVELS[1:]:
        children = [z for z in zones if z.level == level]
        above = _level_above(level, [*zones, *stored])
        if not children or not above:
            continue
        best = best_parents([z.shape for z in children], [z.shape for z in above])
        shares: list[float] = []
        by_code = {z.code: z for z in [*stored, *zones] if LEVELS.index(z.level) < LEVELS.index(level)}
        for child, (index, share) in zip(children, best, strict=True):
            chosen = by_code.get(child.parent) if child.parent else (above[index] if index >= 0 else None)
            if chosen is None:
                _say_no_parent(child, report)
                continue
            parents[child.row] = (chosen.level, str(chosen.code))
            inside = share if index >= 0 and above[index] is chosen else _share(child, chosen)
            shares.append(inside)
            if inside < NEARLY_INSIDE:
                text = message(
                    "%(child)s lies only to %(share).1f %% inside its parent %(parent)s.",
                    child=child.code, parent=chosen.code, share=100 * inside,
                )  # fmt: skip
                outside = child.shape.difference(chosen.shape)
                report.findings.append(Finding("outside_parent", text, True, *_middle(outside), child.row, outside))
        _say_nesting(shares, level, above[0].level, report)
    return parents


def _say_nesting(shares: list[float], level: str, upper: str, report: Report) -> None:
    """Where many zones straddle the borders above them, the two layers were never made to nest."""
    across = sum(share < ACROSS for share in shares)
    if across >= max(FEW, MANY_SHARE * len(shares)):
        text = message(
            "%(across)d of %(all)d zones (%(level)s) straddle zones of the level above (%(upper)s): these layers do "
            "not nest in each other.",
            across=across, all=len(shares), level=message(level.title()), upper=message(upper.title()),
        )  # fmt: skip
        report.findings.append(Finding("not_nested", text, False))


def _share(child: Drawn, parent: Drawn) -> float:
    return float(child.shape.intersection(parent.shape).area / child.shape.area)


def _say_no_parent(child: Drawn, report: Report) -> None:
    if child.parent:
        text = message(
            "%(child)s names the parent %(parent)s, which is not there.", child=child.code, parent=child.parent
        )
        report.findings.append(Finding("unknown_parent", text, True, *_middle(child.shape), child.row))
    else:
        text = message("%(child)s lies in no zone of the level above.", child=child.code)
        report.findings.append(Finding("outside_parent", text, True, *_middle(child.shape), child.row))


def _level_above(level: str, zones: Sequence[Drawn]) -> list[Drawn]:
    """The zones of the nearest level above that is there."""
    for upper in reversed(LEVELS[: LEVELS.index(level)]):
        found = [z for z in zones if z.level == upper]
        if found:
            return found
    return []
