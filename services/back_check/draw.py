"""Drawing a back-check, and drawing it again. Writes both tables; the answers are written by proof.py."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from geo.coverage.bound import sample_size
from geo.coverage.spread import spread_sample
from geo.metric import flatten
from services.access.audit import record
from services.access.scope import Scope
from services.back_check.tables import BackCheck, BackCheckAddress
from services.database import sql
from services.errors import Forbidden, Invalid, NotFound
from services.geography.outlines import outlines
from services.register.editions import edition
from services.register.tables import Household

CONFIDENCE, TOLERANCE = Decimal("0.95"), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Asked:
    """From which register, where under which boundaries, and what is to be proven.

    `zone` is a code, empty for the whole register, what lies outside all grids included.
    """

    register: int
    boundaries: int
    zone: str = ""
    confidence: Decimal = CONFIDENCE
    tolerance: Decimal = TOLERANCE
    allowed: int = 0


def for_office(scope: Scope) -> None:
    """Raises Forbidden for anybody else: who is checked does not know the sample."""
    if not scope.everything:
        raise Forbidden("back_check.office")


def households(session: Session, scope: Scope, asked: Asked) -> int:
    """From how many households would be drawn. Raises NotFound, Forbidden."""
    for_office(scope)
    return len(_frame(session, asked.register, asked.boundaries, _zone_id(session, asked)))


def size(asked: Asked, among: int) -> int:
    """How many of so many households have to be checked. Raises Invalid where no sample can prove that."""
    if not (0 <= asked.tolerance < 1 and 0 < asked.confidence < 1):
        raise Invalid("back_check.share", tolerance=asked.tolerance, confidence=asked.confidence)
    found = sample_size(among, asked.tolerance, asked.confidence, max(asked.allowed, 0), draw="spread")
    if found is None:
        raise Invalid("back_check.allowed", allowed=asked.allowed, tolerance=asked.tolerance, register=among)
    return found


def draw(session: Session, scope: Scope, asked: Asked, seed: str) -> BackCheck:
    """Draw a back-check and keep it.

    Raises Forbidden for anybody but the office, NotFound, and Invalid without a seed, a household, or where what is
    asked can't be proven.
    """
    for_office(scope)
    if not seed.strip():
        raise Invalid("back_check.seed")
    zone = _zone_id(session, asked)
    frame = _frame(session, asked.register, asked.boundaries, zone)
    if not frame:
        raise Invalid("back_check.nobody")
    made = BackCheck(
        register_edition_id=asked.register, edition_id=asked.boundaries, zone_id=zone, seed=seed.strip(),
        confidence=asked.confidence, tolerance=asked.tolerance, allowed=asked.allowed, households=len(frame),
        drawn_by=scope.person_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    drawn = set(_drawn(frame, size(asked, len(frame)), made.seed))
    rows = [{"back_check_id": made.id, "household_id": row.household_id} for row in frame if row.ref in drawn]
    session.execute(insert(BackCheckAddress), rows)
    detail = {"register": asked.register, "zone": asked.zone, "seed": made.seed, "n": len(rows)}
    record(session, scope.person_id, "back_check.draw", str(made.id), detail)
    return made


def drawn_again(session: Session, scope: Scope, number: int) -> bool:
    """Whether the seed still draws the very same households. Raises NotFound, Forbidden."""
    for_office(scope)
    kept = back_check(session, number)
    frame = _frame(session, kept.register_edition_id, kept.edition_id, kept.zone_id)
    chosen = select(Household.external_ref).join(BackCheckAddress, BackCheckAddress.household_id == Household.id)
    sample = set(session.scalars(chosen.where(BackCheckAddress.back_check_id == number)))
    return set(_drawn(frame, len(sample), kept.seed)) == sample


def back_checks(session: Session, scope: Scope) -> list[BackCheck]:
    """All back-checks, the newest first. Raises Forbidden."""
    for_office(scope)
    return list(session.scalars(select(BackCheck).order_by(BackCheck.id.desc())))


def back_check(session: Session, number: int) -> BackCheck:
    """A back-check by its number. Raises NotFound."""
    found = session.get(BackCheck, number)
    if found is None:
        raise NotFound("back_check.none", number=number)
    return found


def _zone_id(session: Session, asked: Asked) -> int | None:
    edition(session, asked.register)
    if not asked.zone:
        return None
    found = [one.zone_id for one in outlines(session, asked.boundaries) if one.code == asked.zone]
    if not found:
        raise NotFound("back_check.zone", zone=asked.zone)
    return found[0]


def _frame(session: Session, register: int, boundaries: int, zone: int | None) -> list[Row[Any]]:
    asked = {"register": register, "boundaries": boundaries, "zone": zone}
    return list(session.execute(sql(__file__, "frame.sql"), asked))


def _drawn(frame: list[Row[Any]], many: int, seed: str) -> list[str]:
    """References drawn; metres by the flat scale at the mean latitude, to a hundredth of a degree."""
    degrees = np.array([(row.lon, row.lat) for row in frame], float)
    metres = flatten(degrees, round(float(degrees[:, 1].mean()), 2))
    return spread_sample([row.ref for row in frame], metres, many, seed)
