"""Rolling up: what the parts of a cycle came to, read, combined as the rubric declares, object by object."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.assessment.objects import Target, whole_days
from services.assessment.rubric.decidable import decided
from services.assessment.rubric.model import Rubric
from services.assessment.scoring.combine import PartScore, combine
from services.assessment.scoring.outcomes import Reckoned
from services.assessment.tables import AssessmentCycle
from services.assessment.values import Standing
from services.database import sql


def roll_up(
    session: Session, rubric: Rubric, cycle: AssessmentCycle, parts: Sequence[AssessmentCycle],
    zones: frozenset[int] | None,
) -> dict[Target, Reckoned]:  # fmt: skip
    """The scores of a cycle from those of its parts, of some zones or of all (None)."""
    how = decided(getattr(rubric.roll_up, cycle.kind))
    rows = session.execute(sql(__file__, "parts.sql"), {
        "parts": [part.id for part in parts], "carried": list(rubric.roll_up.carry_over),
        "upto": None if how.late_corrections else _first_run(session, cycle),
        "zones": None if zones is None else sorted(zones),
    })  # fmt: skip
    found: dict[Target, dict[int, Row[Any]]] = {}
    for row in rows:
        found.setdefault(Target(row.object_kind, row.zone_id), {})[row.cycle_id] = row
    return {target: _reckoned(rubric, how, parts, of_parts) for target, of_parts in sorted(found.items(), key=_order)}


def _order(pair: tuple[Target, object]) -> tuple[str, int]:
    return pair[0].kind, pair[0].zone_id


def _first_run(session: Session, cycle: AssessmentCycle) -> int | None:
    """The first time that the cycle was combined: what was put right afterwards may count no more."""
    found: int | None = session.execute(sql(__file__, "first_run.sql"), {"cycle": cycle.id}).scalar_one()
    return found


def _reckoned(rubric: Rubric, how: Any, parts: Sequence[AssessmentCycle], rows: dict[int, Row[Any]]) -> Reckoned:
    given = [_part(part, rows.get(part.id)) for part in parts]
    return Reckoned(combine(rubric, how, given), sum(g.inspections for g in given), sum(g.days for g in given))


def _part(part: AssessmentCycle, row: Row[Any] | None) -> PartScore:
    days = whole_days(part)
    if row is None:
        return PartScore(part.key, None, Standing.NOT_APPLICABLE, of_days=days)
    return PartScore(part.key, row.points, Standing(row.standing), row.missing, row.carried or Decimal(0),
                     row.inspections, row.days, days)  # fmt: skip
