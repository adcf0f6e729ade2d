"""One point in full: late by so much, so far from its household, and seen by nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import NotFound
from services.geography.editions import in_force
from services.gridfile.point import HouseholdFacts, MatterFacts, PointDetail, VisitFacts, point_detail
from tests import town
from tests.services.gridfile.conftest import NOW, zone_id


def read(session: Session, scope: Scope, kind: str, ref: str) -> PointDetail:
    """A point under the newest edition, at noon of 31 March 2026."""
    edition = in_force(session)
    assert edition is not None
    return point_detail(session, scope, kind, ref, edition, NOW)


@pytest.mark.parametrize(
    ("ref", "late"),
    [
        ("M0", None),
        ("M1", timedelta(days=1)),  # closed on 4 February, due on the 3rd
        ("M2", timedelta(days=28, hours=4)),  # due on 3 March at 8 and open; now it is the 31st, noon
        ("M3", None),
        ("M5", None),  # without a deadline nothing is late
    ],
)
def test_a_matter_is_late_by(two_editions: Session, everything: Scope, ref: str, late: timedelta | None) -> None:
    facts = read(two_editions, everything, "matter", ref).facts
    assert isinstance(facts, MatterFacts)
    assert facts.overdue == late


def test_a_visit_tells_how_far_its_household_is(two_editions: Session, everything: Scope) -> None:
    facts = read(two_editions, everything, "visit", "V2").facts
    assert isinstance(facts, VisitFacts)
    assert facts.distance_m == pytest.approx(220, abs=0.5)


def test_a_household_tells_the_last_visit_in_its_own_grid(two_editions: Session, everything: Scope) -> None:
    facts = read(two_editions, everything, "household", "H1").facts
    assert isinstance(facts, HouseholdFacts)
    assert facts.last_visit_at is not None
    assert facts.last_visit_at.astimezone(town.READING.zone).isoformat() == "2025-12-31T09:00:00+08:00"


def test_a_point_outside_names_the_nearest_grid(two_editions: Session, everything: Scope) -> None:
    found = read(two_editions, everything, "matter", "M5")
    assert found.grid is None
    assert found.nearest is not None
    assert found.nearest.code == town.GRIDS[0]
    assert found.nearest_m == pytest.approx(12, abs=0.1)


def test_a_point_beyond_the_scope_is_as_one_that_does_not_exist(two_editions: Session, everything: Scope) -> None:
    own = Scope(everything.person_id, "grid_leader", everything=False, grid_ids=(zone_id(two_editions, town.GRIDS[0]),))
    assert read(two_editions, own, "household", "H0").ref == "H0"
    # Outside all grids but nearest to one's own.
    assert read(two_editions, own, "matter", "M5").ref == "M5"
    for ref in ("H3", "H99"):
        with pytest.raises(NotFound):
            read(two_editions, own, "household", ref)
    # The visit was recorded in the own grid, the household that it names lies in the next.
    facts = read(two_editions, own, "visit", "V3").facts
    assert isinstance(facts, VisitFacts)
    assert (facts.household_ref, facts.distance_m) == ("H4", None)


def test_the_reading_is_on_record(two_editions: Session, everything: Scope) -> None:
    read(two_editions, everything, "household", "H0")
    event = two_editions.scalars(select(AuditEvent).where(AuditEvent.action == "point.read")).one()
    assert (event.person_id, event.subject, event.detail["ref"]) == (everything.person_id, "household", "H0")
