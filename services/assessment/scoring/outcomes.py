"""What objects came to, kept for pages and ranks. The only writer of assessment_score."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from services.assessment.objects import Target
from services.assessment.scoring.line import Scored
from services.assessment.tables import AssessmentScore


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An object's score with how often it was inspected and how many days of the cycle it existed."""

    scored: Scored
    inspections: int
    days: int


def keep_scores(session: Session, cycle_id: int, reckoned: Mapping[Target, Reckoned]) -> None:
    """Replace the scores of some objects."""
    zones = [target.zone_id for target in reckoned]
    session.execute(
        delete(AssessmentScore).where(AssessmentScore.cycle_id == cycle_id, AssessmentScore.zone_id.in_(zones))
    )
    rows = [row for target, one in reckoned.items() for row in _rows(cycle_id, target, one)]
    if rows:
        session.execute(insert(AssessmentScore), rows)


def _rows(cycle_id: int, target: Target, one: Reckoned) -> list[dict[str, object]]:
    why = one.scored.unranked
    own = {"cycle_id": cycle_id, "object_kind": target.kind, "zone_id": target.zone_id}
    return [
        own | {
            "part": o.part, "key": o.key, "points": o.points, "maximum": o.maximum, "standing": o.standing.value,
            "missing": o.missing, "inspections": one.inspections, "days": one.days,
            "unranked": why.as_data() if why and o.part == "total" else None,
            "grade_caps": list(one.scored.grade_caps) if o.part == "total" else [],
        }
        for o in one.scored.outcomes
    ]  # fmt: skip
