"""What has changed since a cycle was last run: zones that triggers noted, and deadlines that passed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.assessment.objects import Span
from services.assessment.tables import AssessmentChanged, AssessmentCycle, AssessmentRun
from services.database import sql


@dataclass(frozen=True, slots=True)
class Changed:
    """The zones that changed, or `everything`."""

    everything: bool
    zones: frozenset[int] = frozenset()


def take(session: Session, cycle: AssessmentCycle, spans: Sequence[Span], now: datetime) -> Changed:
    """What is to be reckoned anew as of a moment; it is taken, so that it is not found twice.

    It is taken before evidence is read: what somebody writes meanwhile is noted anew.
    """
    gone = delete(AssessmentChanged).where(AssessmentChanged.cycle_id == cycle.id)
    zones = set(session.scalars(gone.returning(AssessmentChanged.zone_id)))
    before = last_run(session, cycle.id)
    if before is None or None in zones or _other_day(cycle, before.as_of, now):
        return Changed(everything=True)
    passed = session.scalars(sql(__file__, "passed.sql"), {
        "since": before.as_of, "now": now, "start": cycle.starts_at, "stop": cycle.stops_at,
        "editions": [span.edition_id for span in spans],
    })  # fmt: skip
    return Changed(everything=False, zones=frozenset(z for z in (*zones, *passed) if z is not None))


def last_run(session: Session, cycle_id: int) -> AssessmentRun | None:
    """The last run of a cycle."""
    chosen = select(AssessmentRun).where(AssessmentRun.cycle_id == cycle_id).order_by(AssessmentRun.id.desc())
    return session.scalars(chosen.limit(1)).first()


def _other_day(cycle: AssessmentCycle, before: datetime, now: datetime) -> bool:
    """Whether another local day has begun while the cycle runs: how fresh an address is changes with the day."""
    zone = ZoneInfo(cycle.zone)
    ends = cycle.stops_at
    return min(before, ends).astimezone(zone).date() != min(now, ends).astimezone(zone).date()
