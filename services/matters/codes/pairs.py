"""What the codes of the older list are in the present one: each pair is confirmed or rejected by the office."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.access.tables import Person
from services.errors import Conflict, NotFound
from services.matters.codes.tables import AGREED, CodeCrosswalk


@dataclass(frozen=True, slots=True)
class Pair:
    """An older code and what it is now; `verified` as in the table, `used` says whether files are read by it."""

    standard: str
    code: str
    name: str | None
    to_code: str
    verified: str
    decided_by: str | None
    decided_at: datetime | None

    @property
    def used(self) -> bool:
        """Whether the older code is understood as the present one."""
        return self.verified in AGREED


def pairs(session: Session, scope: Scope) -> list[Pair]:
    """All pairs of matters in the order of the older codes. Raises Forbidden for others than the office."""
    require(scope, "office")
    rows = session.execute(
        select(CodeCrosswalk, Person.display_name)
        .outerjoin(Person, Person.id == CodeCrosswalk.decided_by)
        .where(CodeCrosswalk.from_kind == "matter")
        .order_by(CodeCrosswalk.from_standard, CodeCrosswalk.from_code)
    )
    return [
        Pair(p.from_standard, p.from_code, p.from_name, p.to_code, p.verified, who, p.decided_at) for p, who in rows
    ]


def decide_pair(session: Session, scope: Scope, standard: str, code: str, now: datetime, *, agrees: bool) -> None:
    """Confirm what an older code is now, or say that it is not; from then on it is used, or not.

    Raises Forbidden, NotFound, or Conflict where the standard itself says it.
    """
    require(scope, "office")
    pair = session.get(CodeCrosswalk, (standard, "matter", code))
    if pair is None:
        raise NotFound("codes.unknown", code=code)
    if pair.verified == "official":
        raise Conflict("codes.official", code=code)
    before = pair.verified
    pair.verified, pair.decided_by, pair.decided_at = "office" if agrees else "rejected", scope.person_id, now
    session.flush()
    detail = {"standard": standard, "to": pair.to_code, "before": before, "after": pair.verified}
    record(session, scope.person_id, "code.pair", code, detail)
