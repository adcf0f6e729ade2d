"""What a mark is given for and how many points, as the command line names them."""

from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.assessment.objects import Target
from services.assessment.standings import rubric_in
from services.assessment.tables import AssessmentCycle
from services.errors import Invalid, NotFound
from services.geography.tables import Zone


def points_given(text: str | None) -> Decimal | None:
    """Points as a decimal; None where there are none. Raises Invalid."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Invalid("assessment.points", points=text) from None


def target_named(session: Session, cycle: AssessmentCycle, kind: str, code: str) -> Target:
    """An object of a cycle by kind and code. Raises NotFound."""
    found = session.scalar(select(Zone.id).where(Zone.level == kind, Zone.code == code))
    kinds = {assessed.kind for assessed in rubric_in(session, cycle).objects}
    if found is None or kind not in kinds:
        raise NotFound("assessment.object", kind=kind, code=code)
    return Target(kind, found)
