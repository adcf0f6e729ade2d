"""What frozen inputs give: totals from lines, places, grades and ranges, by the product's own arithmetic."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from services.assessment.canonical import as_json
from services.assessment.certainty.ranges import Certain, peers_of
from services.assessment.certainty.samples import Inspection
from services.assessment.objects import Target
from services.assessment.publication.snapshot import FORMAT
from services.assessment.rubric.canonical import from_canonical
from services.assessment.rubric.model import Rubric
from services.assessment.said import from_data
from services.assessment.standings import Part, Row, Standings, by_quota, grade_of, ranked, shown
from services.assessment.tables import AssessmentCycle
from services.errors import Conflict


def result_of(inputs: bytes) -> bytes:
    """The result as canonical JSON. Raises Conflict where lines do not add up to what is kept beside them."""
    given = json.loads(inputs)
    rubric = from_canonical(as_json(given["rubric"]))
    kinds = list(dict.fromkeys(one["kind"] for one in given["objects"]))
    return as_json({
        "format": FORMAT, "cycle": given["cycle"], "title": given["rubric"]["title"],
        "rubric_number": given["rubric_number"], "rubric_sha256": given["rubric_sha256"], "seed": given["seed"],
        "editions": given["editions"], "kinds": {kind: _table(rubric, given, kind) for kind in kinds},
    })  # fmt: skip


def _table(rubric: Rubric, given: Mapping[str, Any], kind: str) -> dict[str, Any]:
    objects = [one for one in given["objects"] if one["kind"] == kind]
    rows = [_row(rubric, Target(kind, at), one) for at, one in enumerate(objects)]
    placed = by_quota(rubric, ranked(rubric, rows, [one["group"] for one in objects]))
    # Nothing of it is ever written: the seed and the period are all that is asked of the cycle.
    cycle = AssessmentCycle(key=given["cycle"]["key"], kind=given["cycle"]["kind"], seed=given["seed"])
    seen = [Inspection(at, None, "", score) for at, one in enumerate(objects) for score in one["inspections"]]
    peers = peers_of(Standings(cycle, rubric, kind, tuple(placed)), seen)
    ranges = {zone: certain for group in peers for zone, certain in group.by_zone.items()}
    rows_told = [_told(row, ranges.get(row.target.zone_id), len(one["inspections"]))
                 for row, one in zip(placed, objects, strict=True)]  # fmt: skip
    return {"rows": sorted(rows_told, key=_order), "named_last": [g.last.code for g in peers if g.last is not None]}


def _row(rubric: Rubric, target: Target, one: Mapping[str, Any]) -> Row:
    parts = {part["key"]: _part(one, part) for part in one["parts"]}
    points = _added(one["lines"]) if one["standing"] == "scored" else None
    caps = tuple(one["grade_caps"])
    return Row(
        target, one["code"], one["name"], one["within"], shown(rubric, points), one["standing"],
        Decimal(one["missing"]), from_data(one["unranked"]) if one["unranked"] else None,
        grade_of(rubric, points, caps), parts, group=one["group"], grade_caps=caps,
    )  # fmt: skip


def _part(one: Mapping[str, Any], part: Mapping[str, Any]) -> Part:
    """A part with its points; an item's lines must add up to them."""
    points = None if part["points"] is None else Decimal(part["points"])
    lines = [line for line in one["lines"] if line["item"] == part["key"]]
    if lines and points is not None and _added(lines) != points:
        raise Conflict("assessment.adds_up", code=one["code"], item=part["key"], lines=_added(lines), points=points)
    return Part(part["key"], points, Decimal(part["maximum"]), part["standing"])


def _added(lines: Sequence[Mapping[str, Any]]) -> Decimal:
    return sum((Decimal(line["points"]) for line in lines), Decimal(0))


def _told(row: Row, certain: Certain | None, inspections: int) -> dict[str, Any]:
    return {
        "code": row.code, "name": row.name, "within": row.within, "group": row.group,
        "points": None if row.points is None else str(row.points), "rank": row.rank, "ranked": row.ranked,
        "grade": {"zh": row.grade.zh, "en": row.grade.en} if row.grade else None,
        "unranked": row.unranked.as_data() if row.unranked else None, "inspections": inspections,
        "range": [certain.best, certain.worst] if certain else None,
        "parts": {part.key: None if part.points is None else str(part.points) for part in row.parts.values()},
    }  # fmt: skip


def _order(told: Mapping[str, Any]) -> tuple[str, bool, int, str]:
    return told["group"], told["rank"] is None, told["rank"] or 0, told["code"]
