"""The last assessment of a zone, as its grid file shows it."""

from typing import Any

from services.assessment import cycles
from services.assessment.scoring.changed import last_run
from services.assessment.standings import standings
from services.assessment.tables import AssessmentCycle
from services.assessment.waterfall import Waterfall, waterfall
from services.measures.period import parse
from services.measures.period_label import label
from services.messages import Message, message
from web.access import Caller

WHY_NOT: dict[str, Message] = {
    "not_applicable": message("not applicable"), "not_inspected": message("nobody inspected it"),
    "refused": message("inspection refused"),
}  # fmt: skip


def last_cycle(caller: Caller, known: list[AssessmentCycle]) -> AssessmentCycle | None:
    """The cycle scored from evidence that was reckoned last, or the first that is open."""
    ran = [(run.id, -one.id, one) for one in known if one.scored and (run := last_run(caller.session, one.id))]
    return max(ran)[2] if ran else next(iter(known), None)


def assessed(caller: Caller, level: str, code: str) -> dict[str, Any] | None:
    """What a zone came to in the last assessment, step by step; None where the caller sees none."""
    of = last_cycle(caller, cycles.cycles(caller.session))
    if of is None:
        return None
    found = standings(caller.session, caller.scope, of, level)
    row = next((row for row in found.rows if row.code == code), None)
    if row is None:
        return None
    steps = waterfall(caller.session, caller.scope, of, found.rubric, row.target, dict(row.parts))
    return {"cycle": of, "period": label(parse(of.key)), "row": row, "steps": steps, "scale": scale(steps),
            "why_not": WHY_NOT}  # fmt: skip


def scale(steps: Waterfall) -> tuple[float, float]:
    """From where to where the bars reach, in points: 0 and everything that a step comes to."""
    reached = [float(steps.opening), *(float(s.after) for section in steps.sections for s in section.steps)]
    return min(0.0, *reached), max(1.0, *reached)
