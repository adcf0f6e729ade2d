"""Thresholds as the office set them: each with where it comes from, nothing overwritten."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geo.visit_review.limits import Limits
from services.access.audit import record
from services.access.roles import require
from services.access.scope import Scope
from services.errors import Invalid
from services.messages import Message, message
from services.visit_review.tables import VisitLimit

REPLY_DAYS = "reply_days"
REPLY_DAYS_AT_FIRST = 7.0
OWN = message("This product's own, until the office sets another")
CENSUS = message("United States Census Bureau, address canvassing of 2010")
FENCE = message("Vendors' fences are 25 to 50 m")
SHIFT = message("GCJ-02 displaces by 50 to 700 m within China")
SURVEY = message("Survey practice of J-PAL and the World Bank's DIME, without a number")
SOURCES: Mapping[str, Message] = {
    "mixup_m": SHIFT, "near_m": FENCE, "armchair_m": CENSUS, "strand_visits": CENSUS, "dwell_s": SURVEY,
    "dwell_share": SURVEY,
}  # fmt: skip
WHOLE = frozenset(field.name for field in fields(Limits) if field.type in (int, "int")) | {REPLY_DAYS}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold that holds, and where it comes from: the office's own words, or ours."""

    name: str
    value: float
    source: str | Message
    own: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The thresholds that hold, and the days that a visitor has to answer."""

    limits: Limits
    reply_days: float

    def as_data(self) -> dict[str, float]:
        """All of them by name, to be kept with a look."""
        return asdict(self.limits) | {REPLY_DAYS: self.reply_days}


def thresholds(session: Session) -> list[Threshold]:
    """All thresholds, in the order of Limits, the days to answer last."""
    newest = {row.name: row for row in session.scalars(select(VisitLimit).order_by(VisitLimit.id))}
    first = asdict(Limits()) | {REPLY_DAYS: REPLY_DAYS_AT_FIRST}
    return [
        Threshold(name, newest[name].value, newest[name].source, own=True) if name in newest
        else Threshold(name, float(value), SOURCES.get(name, OWN), own=False)
        for name, value in first.items()
    ]  # fmt: skip


def held(session: Session) -> Held:
    """The thresholds that hold now."""
    values = {one.name: int(one.value) if one.name in WHOLE else one.value for one in thresholds(session)}
    days = values.pop(REPLY_DAYS)
    return Held(Limits(**values), days)  # type: ignore[arg-type]


def set_limit(session: Session, scope: Scope, name: str, value: float, source: str) -> None:
    """Set a threshold from now on; visits that were looked at keep what held then.

    Raises Forbidden for anybody but the office, Invalid for an unknown name, a value that is none, or no source.
    """
    require(scope, "office")
    known = {one.name for one in thresholds(session)}
    if name not in known:
        raise Invalid("visit_review.no_limit", name=name, names=", ".join(sorted(known)))
    if not 0 <= value < 1e6 or (name in WHOLE and value != int(value)):
        raise Invalid("visit_review.limit_value", name=name, value=value)
    if not source.strip():
        raise Invalid("visit_review.limit_source", name=name)
    session.execute(insert(VisitLimit).values(name=name, value=value, source=source.strip(), set_by=scope.person_id))
    record(session, scope.person_id, "visit_review.limit", name, {"value": value, "source": source.strip()})
