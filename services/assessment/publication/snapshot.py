"""What a cycle rests on, gathered into plain values that need no database any more."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.canonical import as_json
from services.assessment.certainty.samples import inspections
from services.assessment.ledger.read import standing_lines
from services.assessment.rubric.tables import RubricVersion
from services.assessment.standings import Row, standings
from services.assessment.tables import AssessmentCycle, AssessmentSpan
from services.geography.tables import Edition

FORMAT = 1
# Marks of inspectors weighed as floats are kept to so many decimals, far finer than any rounding of scores.
DECIMALS = 9
ASSESSMENT = Path(__file__).parents[1]


@cache
def code_digest() -> str:
    """The SHA-256 of the sources that compute assessments, in the order of their names."""
    hashed = sha256()
    for source in sorted(p for p in ASSESSMENT.rglob("*") if p.suffix in {".py", ".sql"}):
        hashed.update(f"{source.relative_to(ASSESSMENT).as_posix()}\n".encode())
        hashed.update(source.read_bytes())
    return hashed.hexdigest()


def inputs_of(session: Session, scope: Scope, cycle: AssessmentCycle) -> bytes:
    """Rubric, editions, seed, and of every object its standing lines, outcomes and inspections, as canonical JSON.

    An inspection is a number of points without its inspector; the sentence of a single mark names who gave it, as in
    the ledger, so the office alone reads this. Scope must see everything.
    """
    version = session.get_one(RubricVersion, cycle.rubric_version_id)
    rubric = json.loads(version.canonical)
    return as_json({
        "format": FORMAT,
        "cycle": {"key": cycle.key, "kind": cycle.kind, "zone": cycle.zone, "starts_at": cycle.starts_at.isoformat(),
                  "stops_at": cycle.stops_at.isoformat()},
        "rubric": rubric, "rubric_number": version.number, "rubric_sha256": version.sha256, "seed": cycle.seed,
        "editions": list(_editions(session, cycle)),
        "objects": [one for assessed in rubric["objects"] for one in _objects(session, scope, cycle, assessed["kind"])],
    })  # fmt: skip


def _editions(session: Session, cycle: AssessmentCycle) -> Iterator[dict[str, Any]]:
    chosen = (
        select(AssessmentSpan.starts_at, AssessmentSpan.stops_at, Edition.name, Edition.document_number)
        .join(Edition, Edition.id == AssessmentSpan.edition_id)
        .where(AssessmentSpan.cycle_id == cycle.id)
        .order_by(AssessmentSpan.starts_at)
    )
    for starts_at, stops_at, name, document in session.execute(chosen):
        yield {"starts_at": starts_at.isoformat(), "stops_at": stops_at.isoformat(), "name": name, "document": document}


def _objects(session: Session, scope: Scope, cycle: AssessmentCycle, kind: str) -> Iterator[dict[str, Any]]:
    found = standings(session, scope, cycle, kind)
    lines = standing_lines(session, cycle.id, [row.target.zone_id for row in found.rows])
    inspected: dict[int, list[float]] = {}
    for one in inspections(session, scope, found):
        inspected.setdefault(one.zone_id, []).append(round(one.score, DECIMALS))
    for row in sorted(found.rows, key=lambda row: row.code):
        yield _object(row, lines.get((kind, row.target.zone_id), {}), inspected.get(row.target.zone_id, []))


def _object(row: Row, lines: Mapping[Any, Any], inspected: list[float]) -> dict[str, Any]:
    return {
        "kind": row.target.kind, "code": row.code, "name": row.name, "within": row.within, "group": row.group,
        "standing": row.standing, "missing": row.missing, "grade_caps": list(row.grade_caps),
        "unranked": row.unranked.as_data() if row.unranked else None,
        "parts": [{"key": p.key, "points": p.points, "maximum": p.maximum, "standing": p.standing}
                  for p in sorted(row.parts.values(), key=lambda p: p.key)],
        "lines": [
            {"part": same.part, "component": same.component, "item": same.item, "step": same.step, "rule": same.rule,
             "points": same.points, "subject": same.subject, "evidence": same.digest, "said": line.said}
            for same, line in sorted(lines.items(), key=lambda pair: pair[1].id)
        ],
        "inspections": sorted(inspected),
    }  # fmt: skip
