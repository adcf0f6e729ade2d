"""Lists and queues: what a filter asks for, what is overdue first, and never more than the scope."""

from typing import Any

import pytest
from sqlalchemy import select

from services.access.tables import AuditEvent
from services.errors import NotFound
from services.geography.editions import in_force
from services.geography.tables import Zone
from services.matters.detail import find_matter, matter_detail
from services.matters.filters import Filter
from services.matters.list import Page, list_matters, loads, queue
from tests.services.matters.place import Town, at, of

STEPS = (("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"))
NOW = at("2026-10-08 16:00")


@pytest.fixture
def five(there: Town) -> dict[str, str]:
    """Five matters by what has become of them, their numbers; the last lies outside all grids, east of the fourth."""
    made = {
        name: there.report(by="office", source=source, x_m=x_m, code=code)
        for name, source, x_m, code in (
            ("late", "hotline", 50, "06010"), ("deferred", "hotline", 50, "06010"),
            ("longer", "resident", 150, "09005"), ("closed", "own_grid", 250, "07001"),
            ("new", "own_grid", 430, "L5001"),
        )
    }  # fmt: skip
    for name in ("late", "deferred", "longer", "closed"):
        there.walk(made[name].id, *STEPS)
    there.move(made["deferred"].id, "defer", "2026-10-08 11:00", until=at("2026-10-20 08:30"))
    for act, when in (("handle", "10:00"), ("check", "10:10"), ("close", "10:20")):
        there.move(made["closed"].id, act, f"2026-10-08 {when}")
    return {name: reported.ref for name, reported in made.items()}


def listed(there: Town, by: str = "office", **asked: Any) -> Page:
    edition = in_force(there.session)
    assert edition is not None
    scope = of(there.session, by)
    filtered = Filter(**asked)
    return list_matters(there.session, scope, edition.id, filtered, there.terms.catalogue, NOW)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"late", "deferred", "longer", "closed", "new"}),
        ({"standing": "open"}, {"late", "deferred", "longer", "new"}),
        # Handling of "late" was due at 15:30; the report "new" was to be filed by 10:00.
        ({"standing": "overdue"}, {"late", "new"}),
        ({"standing": "deferred"}, {"deferred"}),
        ({"stages": ("closed", "reported")}, {"closed", "new"}),
        ({"code": "06010"}, {"late", "deferred"}),
        ({"class_code": "09"}, {"longer"}),
        ({"group": "sanitation"}, {"late", "deferred", "closed", "new"}),
        ({"source": "resident"}, {"longer"}),
        ({"department": "cgk"}, {"late", "deferred", "longer", "closed"}),
        ({"since": at("2026-10-08 09:00"), "until": at("2026-10-08 09:00")}, set()),
        ({"text": "2026"}, {"late", "deferred", "longer", "closed", "new"}),
    ],
)
def test_a_filter_asks_for(there: Town, five: dict[str, str], asked: dict[str, Any], names: set[str]) -> None:
    found = listed(there, **asked)
    assert {row.ref for row in found.rows} == {five[name] for name in names}
    assert found.total == len(names)


def test_a_zone_asks_for_what_lies_in_it(there: Town, five: dict[str, str]) -> None:
    zones = dict(there.session.execute(select(Zone.code, Zone.id)).all())
    found = listed(there, zone_id=zones["999901001001"])
    assert {row.ref for row in found.rows} == {five[n] for n in ("late", "deferred", "longer")}


def test_what_lies_outside_all_grids_is_marked_and_named_after_the_nearest(there: Town, five: dict[str, str]) -> None:
    (row,) = [row for row in listed(there).rows if row.surroundings]
    assert (row.ref, row.grid_code) == (five["new"], "999901001002002")


def test_a_queue_has_what_is_overdue_first(there: Town, five: dict[str, str]) -> None:
    edition = in_force(there.session)
    assert edition is not None
    found = queue(there.session, of(there.session, "office"), edition.id, "cgk", there.terms.catalogue, NOW)
    assert [row.ref for row in found.rows] == [five[n] for n in ("late", "longer", "deferred")]
    assert [row.overdue for row in found.rows] == [True, False, False]
    assert (found.total, found.overdue) == (3, 1)


def test_each_department_has_its_load(there: Town, five: dict[str, str]) -> None:
    edition = in_force(there.session)
    assert edition is not None
    found = loads(there.session, of(there.session, "office"), edition.id, NOW)
    assert {(x.department, x.open, x.overdue, x.deferred) for x in found} == {("cgk", 3, 1, 1), (None, 1, 1, 0)}


def test_nobody_sees_more_than_their_scope(there: Town, five: dict[str, str]) -> None:
    assert {r.ref for r in listed(there, by="grid_leader").rows} == {five["late"], five["deferred"]}
    assert {r.ref for r in listed(there, by="inspector").rows} == {five["closed"], five["new"]}
    leader = of(there.session, "grid_leader")
    with pytest.raises(NotFound):
        find_matter(there.session, leader, five["longer"])


def test_a_matter_is_told_with_its_life_and_the_reading_is_on_record(there: Town, five: dict[str, str]) -> None:
    leader = of(there.session, "grid_leader")
    found = matter_detail(there.session, leader, find_matter(there.session, leader, five["deferred"]), NOW)
    assert [(e.act, e.department) for e in found.events] == [
        ("report", None), ("accept", None), ("file", None), ("dispatch", "城管科"), ("defer", None)
    ]  # fmt: skip
    assert found.deferred
    assert found.events[0].place is not None
    assert {m.act for m in found.moves} == {"handle", "return"}
    read = select(AuditEvent.subject).where(AuditEvent.action == "matter.read")
    assert there.session.scalars(read).all() == [five["deferred"]]
