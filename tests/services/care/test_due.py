"""Whose welfare visit is due, and since when."""

from datetime import date

from sqlalchemy import text

from services.care.due import CareCount, care_counts
from tests.services.care.conftest import TODAY, ZONE, Town


def test_due_are_those_whose_last_verified_visit_lies_the_interval_back(cared: Town) -> None:
    cared.visit("H0", "2026-10-02 09:00")  # + 30 days: the first of November, tomorrow
    cared.visit("H1", "2026-10-01 23:30")  # + 7 days: 8 October, 23 days ago
    cared.visit("H3", "2026-10-17 08:00")  # + 14 days: today
    found = cared.listed("office")
    assert [(ref, one.days_over, one.standing) for ref, one in found.items()] == [
        # Nobody was ever at H4: due since the first of September, 60 days ago.
        ("H4", 60, "overdue"), ("H1", 23, "overdue"), ("H3", 0, "due"), ("H0", -1, "soon"),
    ]  # fmt: skip
    assert found["H0"].due_on == date(2026, 11, 1)


def test_only_a_visit_that_found_somebody_at_the_address_counts(cared: Town) -> None:
    cared.visit("H1", "2026-10-30 09:00", "nobody")
    cared.visit("H1", "2026-10-30 10:00", "refused")
    cared.visit("H1", "2026-10-30 11:00", off_m=80)
    assert cared.listed("office")["H1"].last_at is None
    doubted = cared.visit("H1", "2026-10-30 12:00")
    assert cared.listed("office")["H1"].standing == "soon"
    look = ("INSERT INTO visit_look (since, until, visits, opened, limits) "
            "VALUES ('2026-10-01', '2026-11-01', 1, 1, '{}') RETURNING id")  # fmt: skip
    review = ("INSERT INTO visit_review (visit_id, look_id, ref, household_ref, visited_at, geom, reasons, "
              "reply_until) SELECT id, :look, external_ref, household_ref, visited_at, geom, '{away}', now() "
              "FROM visit WHERE id = :id")  # fmt: skip
    cared.session.execute(text(review), {"id": doubted, "look": cared.session.scalar(text(look))})
    assert cared.listed("office")["H1"].last_at is None


def test_a_day_is_read_with_the_visits_before_its_end(cared: Town) -> None:
    cared.visit("H0", "2026-10-02 09:00")
    assert cared.listed("office", date(2026, 10, 1))["H0"].last_at is None
    assert cared.listed("office", date(2026, 10, 2))["H0"].due_on == date(2026, 11, 1)


def test_a_grids_figure_counts_each_interval(cared: Town) -> None:
    cared.visit("H0", "2026-10-15 09:00")
    li = cared.people["li"]
    counts = care_counts(cared.session, li, cared.edition, li.grid_ids, TODAY, ZONE)
    assert counts == (CareCount(7, 1, 1), CareCount(30, 1, 0))


def test_who_lives_nowhere_is_not_visited(cared: Town) -> None:
    assert "H5" not in cared.listed("office")
