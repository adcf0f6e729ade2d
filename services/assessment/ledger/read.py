"""Reading the ledger: the lines that stand, and what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.assessment.evidence.places import Placed, places
from services.assessment.ledger.digest import Sameness, written
from services.assessment.objects import Target
from services.assessment.said import Said, from_data
from services.database import sql


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that stands: neither countered nor a counter."""

    id: int
    same: Sameness
    said: dict[str, Any]


def standing_lines(
    session: Session, cycle_id: int, zones: Iterable[int]
) -> dict[tuple[str, int], dict[Sameness, Standing]]:
    """The standing lines of some zones in a cycle, by object."""
    found: dict[tuple[str, int], dict[Sameness, Standing]] = {}
    rows = session.execute(sql(__file__, "standing.sql"), {"cycle": cycle_id, "zones": sorted(set(zones))})
    for row in rows:
        same = Sameness(row.part, row.component, row.item, row.step, row.rule, row.points, written(row.said),
                        row.subject, row.digest)  # fmt: skip
        found.setdefault((row.object_kind, row.zone_id), {})[same] = Standing(row.id, same, row.said)
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as people read it: its points, its sentence, how much evidence it has, and when it was written."""

    id: int
    part: str
    component: str
    item: str
    step: int
    rule: str
    points: Decimal
    said: Said
    subject: str
    evidence: int
    at: datetime


def entries_of(session: Session, scope: Scope, cycle_id: int, target: Target) -> list[Entry]:
    """The standing lines of an object in the caller's scope, in the order in which they were written."""
    asked = {"cycle": cycle_id, "zones": [target.zone_id]}
    rows = session.execute(sql(__file__, "standing.sql"), asked).all() if _sees(session, scope, target) else []
    return [_entry(row) for row in rows if row.object_kind == target.kind]


def _sees(session: Session, scope: Scope, target: Target) -> bool:
    if scope.everything:
        return True
    seen = session.execute(sql(__file__, "seen.sql"), {"zone": target.zone_id, "grids": list(scope.grid_ids)})
    return bool(seen.scalar_one())


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.part, row.component, row.item, row.step, row.rule, row.points, from_data(row.said),
                 row.subject, row.evidence, row.at)  # fmt: skip


def evidence_of(session: Session, scope: Scope, edition_id: int, entry_id: int) -> list[Placed]:
    """What a line rests on, on the map, as far as the caller may see it."""
    rows = session.execute(sql(__file__, "evidence.sql"), {"entry": entry_id}).all()
    if not rows:
        return []
    return places(session, scope, edition_id, rows[0].subject, [row.ref.int for row in rows])
