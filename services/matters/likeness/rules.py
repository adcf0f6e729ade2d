"""How near is near enough, by type, as the office sets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geo.likeness import Nearness
from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Invalid
from services.matters.codes.catalogue import load_codes
from services.matters.likeness.tables import LikenessRule

# Where the office has set nothing; an engineer's judgement, to be tuned by what the review list shows.
USUAL = Nearness(30.0, 7.0)
MOST = Nearness(500.0, 90.0)
OTHERS = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The nearness of each type that has its own, and of all others."""

    own: Mapping[str, Nearness]
    others: Nearness

    def of(self, code: str) -> Nearness:
        """How near two reports of a type must be."""
        return self.own.get(code, self.others)

    @property
    def most_days(self) -> float:
        """The longest time between two reports that are alike by any rule."""
        return max(rule.within_days for rule in (self.others, *self.own.values()))


def load_rules(session: Session) -> Rules:
    """The rules as they stand."""
    rows = session.execute(select(LikenessRule.code, LikenessRule.within_m, LikenessRule.within_days))
    own = {code: Nearness(metres, days) for code, metres, days in rows}
    return Rules(own, own.pop(OTHERS, USUAL))


def set_rule(session: Session, scope: Scope, code: str, nearness: Nearness) -> None:
    """Set how near reports of a type must be, or with an empty code of all types without a rule of their own.

    It holds for reports that come in from now on. Raises Forbidden or Invalid.
    """
    require(scope, "office")
    for value, most in zip(nearness, MOST, strict=True):
        if not (isfinite(value) and 0 <= value <= most):
            raise Invalid("likeness.rule")
    if code != OTHERS and load_codes(session).find(code) is None:
        raise Invalid("likeness.code", code=code)
    values = {"within_m": nearness.within_m, "within_days": nearness.within_days}
    session.execute(insert(LikenessRule).values(code=code, **values).on_conflict_do_update(
        index_elements=["code"], set_=values))  # fmt: skip
    record(session, scope.person_id, "likeness.rule", code, values)


def drop_rule(session: Session, scope: Scope, code: str) -> None:
    """Let a type go by the rule of all others again. Raises Forbidden."""
    require(scope, "office")
    session.execute(delete(LikenessRule).where(LikenessRule.code == code))
    record(session, scope.person_id, "likeness.rule", code, {"dropped": True})
