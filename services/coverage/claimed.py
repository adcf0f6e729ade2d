"""What is claimed of a zone: its coverage in the cycle that an edition of the register counts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.coverage.addresses import Place
from services.coverage.cycles import cycles
from services.coverage.levels import table
from services.geography.outlines import Outline
from services.measures.zones import Level

LEVELS: tuple[Level, ...] = ("community", "area", "grid")


@dataclass(frozen=True, slots=True)
class Claim:
    """A cycle by its key, and the share verified of what it expects in per cent, rounded down."""

    cycle: str
    per_cent: Decimal


def claimed(
    session: Session, scope: Scope, counted_by: int, edition_id: int, zone: Outline | None, now: datetime
) -> Claim | None:
    """The claim for a zone, or for all of the register without one, in the latest cycle that has begun.

    None where the edition of the register counts none, or nothing is expected.
    """
    begun = [one for one in cycles(session) if one.register_edition_id == counted_by and one.starts_at <= now]
    if not begun:
        return None
    level = next((known for known in LEVELS if zone is not None and zone.level == known), None)
    read = table(session, scope, Place(begun[0], edition_id), level or "community", now)
    by_zone = {seen.id: one for seen, one in read.zones}
    found = read.total if zone is None or level is None else by_zone.get(zone.zone_id)
    return None if found is None or found.per_cent is None else Claim(begun[0].key, found.per_cent)
