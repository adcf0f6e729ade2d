"""What visits make of addresses, worked by hand."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select, text, update

from services.coverage.addresses import addresses
from services.coverage.levels import Levels, Table, table
from services.coverage.tables import CoverageGrid
from services.register.tables import Household
from services.visits.tables import Visit
from tests import town
from tests.services.coverage.conftest import ZONE, Month

END = datetime(2026, 11, 5, tzinfo=ZONE)
COUNTED = tuple(column.name for column in CoverageGrid.__table__.columns)[:15]


def read(month: Month, level: str = "grid") -> Table:
    return table(month.session, month.office, month.place, level, END)  # type: ignore[arg-type]


def at(month: Month, number: int) -> Levels:
    return {z.code: one for z, one in read(month).zones}[town.GRIDS[number - 1]]


def states(month: Month, *grid_ids: int) -> dict[str, str]:
    return {a.ref: a.state for a in addresses(month.session, month.office, month.place, grid_ids)}


def test_before_any_visit_all_is_missing_and_a_grid_without_addresses_has_no_share(month: Month) -> None:
    found = read(month)
    assert [one.expected for _, one in found.zones] == [5, 3, 2, 0]
    assert (found.outside.expected, found.total.expected, found.total.missing) == (1, 11, 11)
    # H4 says neither how many live there nor that it is vacant.
    assert (found.total.registered, found.total.never) == (10, 11)
    assert [one.per_cent for _, one in found.zones] == [0, 0, 0, None]


def test_levels_and_states_of_a_grid(month: Month, grids: Callable[[int], int]) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H1", "2026-10-02 10:00", "refused")
    # Two tries on one morning are one try; H2 has two, H3 three.
    for when in ("2026-10-02 09:00", "2026-10-02 11:00", "2026-10-02 13:00"):
        month.visit("H2", when, "nobody")
    for when in ("2026-10-02 09:00", "2026-10-02 19:00", "2026-10-03 09:00"):
        month.visit("H3", when, "nobody")
    month.visit("H4", "2026-10-03 09:00", "vacant")
    assert states(month, grids(1)) == {
        "H0": "collected", "H1": "refused", "H2": "missing", "H3": "no_contact", "H4": "vacant"}  # fmt: skip
    found = at(month, 1)
    # All five were visited, two verified; H4 lacks what must be on record, so it is not complete.
    assert (found.expected, found.registered, found.visited, found.verified, found.fresh) == (5, 4, 5, 2, 1)
    assert (found.collected, found.vacant, found.refused, found.no_contact, found.missing) == (1, 1, 1, 1, 1)
    # As of 31 October: H0 was verified 29 days before, H4 28.
    assert (found.per_cent, found.enough, found.ages, found.never) == (Decimal("40.0"), False, (2, 0, 0, 0), 3)


def test_a_share_is_rounded_down(month: Month) -> None:
    month.visit("H5", "2026-10-02 09:00")
    month.visit("H6", "2026-10-02 09:00")
    assert at(month, 2).per_cent == Decimal("66.6")


def test_a_visit_far_from_the_address_is_no_proof(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00", off_m=31)
    month.visit("H1", "2026-10-02 09:00", off_m=29)
    month.visit("H2", "2026-10-02 09:00", off_m=59, accuracy_m=30)
    month.visit("H3", "2026-10-02 09:00", off_m=5, accuracy_m=101)
    found = at(month, 1)
    assert (found.visited, found.collected, found.verified) == (4, 4, 2)


def test_an_address_that_was_collected_once_stays_so_and_the_later_of_others_holds(
    month: Month, grids: Callable[[int], int]
) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H0", "2026-10-09 09:00", "refused")
    month.visit("H1", "2026-10-02 09:00", "refused")
    month.visit("H1", "2026-10-09 09:00", "vacant")
    month.visit("H2", "2026-10-02 09:00", "vacant")
    month.visit("H2", "2026-10-09 09:00", "refused")
    found = states(month, grids(1))
    assert (found["H0"], found["H1"], found["H2"]) == ("collected", "vacant", "refused")


def test_only_visits_of_the_period_count_and_the_one_before_says_how_stale(month: Month) -> None:
    month.visit("H0", "2026-09-30 23:59")
    month.visit("H1", "2026-10-01 00:00")
    month.visit("H2", "2026-10-31 23:59")
    month.visit("H3", "2026-11-01 00:00")
    found = at(month, 1)
    assert (found.visited, found.verified) == (2, 2)
    # As of 31 October: H2 0 days, H1 30, H0 31.
    assert (found.ages, found.never) == ((2, 1, 0, 0), 2)


def test_a_visit_recorded_elsewhere_counts_in_its_households_own_grid(month: Month) -> None:
    month.visit("H4", "2026-10-02 09:00", off_m=-500)
    assert at(month, 1).visited == 1
    assert read(month).outside.visited == 0


def test_a_visit_changes_its_own_grid_alone_and_the_version_rises(month: Month) -> None:
    def kept() -> dict[tuple[int, bool], str]:
        rows = month.session.execute(text("SELECT grid_id, inside, CAST(xmin AS text) || ctid FROM coverage_grid"))
        return {(row[0], row[1]): row[2] for row in rows}

    before = kept()
    month.visit("H5", "2026-10-02 09:00")
    after = kept()
    assert [key for key in after if after[key] != before[key]] == [
        (month.session.scalar(text("SELECT id FROM zone WHERE code = :c"), {"c": town.GRIDS[1]}), True)
    ]


def test_counted_one_by_one_or_at_once_it_is_the_same(month: Month) -> None:
    def kept() -> tuple[list[tuple[object, ...]], list[list[tuple[object, ...]]]]:
        grids = month.session.scalars(select(CoverageGrid).order_by(CoverageGrid.grid_id, CoverageGrid.inside)).all()
        counts = [tuple(getattr(one, name) for name in COUNTED) for one in grids]
        return counts, [sorted(zip(g.days, g.reached, g.last, g.complete, strict=True)) for g in grids]

    first = month.visit("H0", "2026-10-02 09:00")
    month.visit("H5", "2026-10-02 09:00", "nobody")
    month.visit("H10", "2026-10-04 09:00", "vacant")
    month.session.execute(update(Visit).where(Visit.id == first).values(household_ref="H8"))
    month.session.execute(update(Household).where(Household.external_ref == "H8").values(residents=None))
    month.session.execute(text("DELETE FROM visit WHERE household_ref = 'H5'"))
    one_by_one = kept()
    month.session.execute(text("SELECT app.recount_grids(NULL, NULL, NULL, '-infinity')"))
    month.session.expire_all()
    assert kept() == one_by_one
    # Grids 1 to 3 and the surroundings; only H10 was verified, as the other visit now lies far from its address.
    assert one_by_one[1] == [[], [], [], [(date(2026, 10, 4), 1, 1, 1)]]


def test_areas_above_are_sums(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H5", "2026-10-02 09:00")
    assert [(one.expected, one.verified) for _, one in read(month, "community").zones] == [(8, 2), (2, 0)]


def test_a_visit_in_review_is_not_verified_until_a_person_decided_and_struck_it_is_none(month: Month) -> None:
    number = month.visit("H0", "2026-10-02 09:00", off_m=60)

    def review(state: str, outcome: str | None) -> tuple[int, int]:
        asked = {"visit": number, "state": state, "outcome": outcome}
        month.session.execute(
            text("UPDATE visit_review SET state = :state, outcome = :outcome WHERE visit_id = :visit"), asked
        )
        return at(month, 1).visited, at(month, 1).verified

    look = month.session.scalar(
        text("INSERT INTO visit_look (since, until, visits, opened, limits) "
             "VALUES (now(), now(), 1, 1, '{}') RETURNING id")
    )  # fmt: skip
    month.session.execute(
        text("INSERT INTO visit_review (visit_id, look_id, ref, household_ref, visited_at, geom, reasons, reply_until) "
             "SELECT id, :look, external_ref, household_ref, visited_at, geom, '{away}', now() FROM visit"),
        {"look": look},
    )  # fmt: skip
    assert (at(month, 1).visited, at(month, 1).verified) == (1, 0)
    assert review("decided", "accepted") == (1, 1)
    assert review("decided", "struck") == (0, 0)
    assert review("replied", None) == (1, 0)
