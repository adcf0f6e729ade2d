"""Opening cycles."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from services.coverage.cycles import Opening, cycle, cycles, open_cycle
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.register.editions import Freezing, freeze
from services.register.tables import Household
from tests.services.coverage.conftest import ZONE, Month


def test_a_cycle_is_counted_by_the_register_frozen_for_it(month: Month) -> None:
    made = cycle(month.session, "2026-10")
    assert (made.starts_at.astimezone(ZONE).isoformat(), made.tries) == ("2026-10-01T00:00:00+08:00", 3)
    assert cycles(month.session) == [made]
    later = open_cycle(month.session, month.office, Opening("2026-11", made.register_edition_id), ZONE)
    assert [c.key for c in cycles(month.session)] == ["2026-11", "2026-10"]
    assert later.register_edition_id == made.register_edition_id


def test_what_cannot_be_opened_is_refused_in_a_sentence(month: Month) -> None:
    session, office = month.session, month.office
    with pytest.raises(Conflict, match="open already"):
        open_cycle(session, office, Opening("2026-10"), ZONE)
    with pytest.raises(Invalid, match="No edition of the register was frozen for 2026-11"):
        open_cycle(session, office, Opening("2026-11"), ZONE)
    with pytest.raises(NotFound, match="no edition 99"):
        open_cycle(session, office, Opening("2026-11", 99), ZONE)
    with pytest.raises(Invalid, match="at least one try"):
        open_cycle(session, office, Opening("2026-11", 1, tries=0), ZONE)
    with pytest.raises(NotFound, match="no cycle 2026-11"):
        cycle(session, "2026-11")
    with pytest.raises(Forbidden, match="Only the office"):
        open_cycle(session, replace(office, everything=False), Opening("2026-11", 1), ZONE)
    session.execute(update(Household).where(Household.external_ref == "H0").values(residents=9))
    other = freeze(session, office, Freezing("recount", date(2026, 10, 31), "2026-11"))
    with pytest.raises(Conflict, match=f"counted by edition {other.id}"):
        open_cycle(session, office, Opening("2026-11", month.place.cycle.register_edition_id), ZONE)
