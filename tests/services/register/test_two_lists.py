"""Two lists against each other: what changed, address by address, and what neither holds."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import Forbidden, Invalid, NotFound
from services.geography.tables import Edition, Zone
from services.register.changes import Changes, changed_addresses, changes
from services.register.editions import Freezing, editions, freeze
from services.register.two_lists import against_list, of_changes, plain
from tests import town


@pytest.fixture
def office(session: Session, tmp_path: Path) -> Scope:
    """The first edition holds H0 to H3, the second lacks H1, has N1 besides and H2 as vacant; H3 lies outside."""
    town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
    homes = [(10.0, 50.0), (30.0, 50.0), (150.0, 50.0), (-12.0, 5.0)]
    town.take(session, "households", town.write_households(tmp_path / "h.csv", homes))
    person = add_person(session, NewPerson("office", "Office", "office"), "a long password")
    scope = Scope(person.id, "office", everything=True, grid_ids=())
    freeze(session, scope, Freezing("census", date(2026, 9, 30)))
    lon, lat = town.at(160, 50)
    (tmp_path / "more.csv").write_text(f"编号,经度,纬度\nN1,{lon!r},{lat!r}\n", encoding="utf-8")
    town.take(session, "households", tmp_path / "more.csv")
    session.execute(text("UPDATE household SET state = 'vacant' WHERE external_ref = 'H2'"))
    later = freeze(session, scope, Freezing("second census", date(2026, 10, 31))).id
    session.execute(text("DELETE FROM register_entry WHERE edition_id = :later AND household_id = "
                         "(SELECT id FROM household WHERE external_ref = 'H1')"), {"later": later})  # fmt: skip
    return scope


@pytest.fixture
def numbers(session: Session, office: Scope) -> tuple[int, int]:
    """The two editions' numbers, the earlier first."""
    later, earlier = (one.id for one in editions(session))
    return earlier, later


def test_new_and_vanished_addresses_are_listed_within_the_scope(
    session: Session, office: Scope, numbers: tuple[int, int]
) -> None:
    under = session.scalars(select(Edition.id)).one()
    found = changed_addresses(session, office, *numbers, under)
    assert [(one.what, one.ref, one.before, one.after) for one in found] == [
        ("added", "N1", None, "registered"), ("gone", "H1", "registered", None),
        ("turned", "H2", "registered", "vacant"),
    ]  # fmt: skip
    assert [one.what for one in changed_addresses(session, office, *numbers[::-1], under)] == [
        "added",
        "gone",
        "turned",
    ]
    east = session.scalars(select(Zone.id).where(Zone.code == town.GRIDS[1])).one()
    leader = Scope(office.person_id, "grid_leader", everything=False, grid_ids=(east,))
    assert [one.ref for one in changed_addresses(session, leader, *numbers, under)] == ["N1", "H2"]
    kept = session.scalars(select(AuditEvent.detail).where(AuditEvent.action == "register.changed")).all()
    assert [one["n"] for one in kept] == [3, 3, 2]
    with pytest.raises(NotFound, match="no edition 99999"):
        changed_addresses(session, office, numbers[0], 99_999, under)


def test_two_editions_give_the_estimate_of_what_neither_holds(
    session: Session, office: Scope, numbers: tuple[int, int]
) -> None:
    found = of_changes(changes(session, office, *numbers, session.scalars(select(Edition.id)).one()))
    assert found is not None
    # Four, four, three on both: 5 × 5 / 4 - 1 = 5.25 in all, five on either.
    assert (found.first, found.second, found.both, found.nested) == (4, 4, 3, False)
    assert (found.estimate.total, found.estimate.on_either, found.estimate.on_neither) == (5.25, 5, 0.25)
    assert found.estimate.low <= 5.25 <= found.estimate.high


def test_a_list_that_holds_the_other_says_nothing_and_an_empty_one_is_none() -> None:
    nested = of_changes([Changes(1, True, 5, 3, 0, 0)])
    assert nested is not None
    assert nested.nested
    assert of_changes([Changes(1, True, 0, 3, 0, 0)]) is None
    assert of_changes([]) is None


def test_another_list_is_matched_by_number_and_by_address(
    session: Session, office: Scope, numbers: tuple[int, int]
) -> None:
    session.execute(text("UPDATE household SET address = '柳荫路1号' WHERE external_ref IN ('H0', 'H1')"))
    lines = ["柳荫路１号", " 柳荫路 1号", "柳荫路1号", "h3", "somewhere else", "Somewhere  else", ""]
    found = against_list(session, office, numbers[0], lines)
    # Two households share the address and answer to two lines, the third repeats; H3 by its number; one line is new.
    assert (found.first, found.second, found.both) == (4, 4, 3)
    assert (found.unmatched, found.repeated) == (("somewhere else",), 2)


def test_what_of_another_list_is_refused(session: Session, office: Scope, numbers: tuple[int, int]) -> None:
    leader = Scope(office.person_id, "community", everything=False, grid_ids=(1,))
    with pytest.raises(Forbidden, match="Only the office compares"):
        against_list(session, leader, numbers[0], ["H0"])
    with pytest.raises(Invalid, match="The other list is empty"):
        against_list(session, office, numbers[0], ["", "  "])
    assert plain(" Ｈ1 2 ") == "h12"
