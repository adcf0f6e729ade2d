"""Intervals are set and ended by the office and the community's staff, and nothing is overwritten."""

from datetime import date

import pytest
from sqlalchemy import select, text

from services.access.tables import AuditEvent
from services.care.flags import end_interval, set_interval
from services.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from tests.services.care.conftest import TODAY, Town

HISTORY = (
    "SELECT k.every_days, k.since, k.until FROM household_care k JOIN household h ON h.id = k.household_id "
    "WHERE h.external_ref = :ref ORDER BY k.id"
)


def test_a_new_interval_ends_the_one_before_and_both_are_kept(cared: Town) -> None:
    clerk = cared.people["clerk"]
    set_interval(cared.session, clerk, cared.edition, "H0", 14, TODAY)
    end_interval(cared.session, clerk, cared.edition, "H0", date(2026, 11, 5))
    rows = cared.session.execute(text(HISTORY), {"ref": "H0"}).all()
    assert [tuple(row) for row in rows] == [(30, date(2026, 9, 1), TODAY), (14, TODAY, date(2026, 11, 5))]
    assert "H0" not in cared.listed("office")
    kept = cared.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "H0").order_by(AuditEvent.id))
    assert kept.all() == ["care.set", "care.end"]


@pytest.mark.parametrize(
    ("login", "ref", "days", "kind"),
    [("clerk", "H0", 0, Invalid), ("clerk", "H0", 400, Invalid), ("clerk", "H0", 30, Conflict),
     ("clerk", "H4", 7, NotFound), ("clerk", "nobody", 7, NotFound), ("li", "H0", 7, Forbidden),
     ("chief", "H0", 7, Forbidden), ("eye", "H0", 7, Forbidden), ("hall", "H0", 7, Forbidden)],
)  # fmt: skip
def test_what_is_refused(cared: Town, login: str, ref: str, days: int, kind: type[DomainError]) -> None:
    with pytest.raises(kind):
        set_interval(cared.session, cared.people[login], cared.edition, ref, days, TODAY)


def test_where_none_stands_there_is_none_to_end(cared: Town) -> None:
    with pytest.raises(Conflict, match="No interval is set for H2"):
        end_interval(cared.session, cared.people["clerk"], cared.edition, "H2", TODAY)


def test_a_file_brings_intervals_with_new_households_alone(cared: Town) -> None:
    rows = cared.session.execute(text("SELECT h.external_ref, k.every_days FROM household_care k "
                                      "JOIN household h ON h.id = k.household_id ORDER BY 1"))  # fmt: skip
    assert [tuple(row) for row in rows] == [("H0", 30), ("H1", 7), ("H3", 14), ("H4", 30), ("H5", 30)]
