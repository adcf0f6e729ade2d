"""A grid's file, worked by hand: every figure from the few rows of the fixture, every sum adding up."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.care.due import CareCount
from services.errors import Forbidden, NotFound
from services.gridfile.file import Asked, grid_file
from services.matters.tables import Matter
from tests import town
from tests.services.gridfile.conftest import NOW, Opened, zone_id

FIRST, SECOND, THIRD, _ = town.GRIDS


def test_a_grid_is_named_with_all_levels_above_and_its_land(opened: Opened) -> None:
    subject = opened(FIRST).subject
    assert (subject.level, subject.name, subject.edition.name) == ("grid", "Z001", "second")
    assert [(a.level, a.code) for a in subject.above] == [("community", "999901001001")]
    # 60 m by 100 m; the town's flat scale is off by less than a thousandth.
    assert subject.area_m2 == pytest.approx(6000, rel=1e-3)


def test_neighbours_share_so_much_border_on_that_side(opened: Opened) -> None:
    (only,) = opened(FIRST).neighbours
    assert (only.code, only.side, only.open) == (SECOND, "e", True)
    assert only.border_m == pytest.approx(100, abs=1.1)
    assert [(n.code, n.side) for n in opened(SECOND).neighbours] == [(FIRST, "w"), (THIRD, "e")]


def test_households_are_counted_and_a_visit_elsewhere_proves_nothing(opened: Opened) -> None:
    # H0 and H1 are registered with 2 + 3 residents, H2 is vacant; H3 and H4 lie in grid 2.
    found = opened(FIRST).households
    assert (found.registered, found.vacant, found.all, found.residents, found.without_residents) == (2, 1, 3, 5, 0)
    # H0 was visited yesterday; H1 on 31 December, the day before the 90 days begin; not on 20 March in grid 3.
    assert (found.visited, found.never) == ({30: 1, 90: 1, 365: 2}, 0)
    assert found.care == (CareCount(30, 1, 0),)


def test_a_welfare_visit_is_due_after_its_interval(opened: Opened) -> None:
    # The visit was on 30 March: the 30 days before the end of 29 April hold it no more from the 29th on.
    due = [opened(FIRST, day=date(2026, 4, day)).households.care[0].due for day in (28, 29)]
    assert due == [0, 1]


def test_matters_add_up_by_code_and_by_source(opened: Opened) -> None:
    found = opened(FIRST).matters
    assert (found.all.opened, found.all.closed, found.all.open, found.all.overdue) == (4, 2, 2, 1)
    assert {g.key: (g.opened, g.closed, g.overdue) for g in found.by_code} == {"06010": (2, 2, 0), "06012": (2, 0, 1)}
    assert {g.key: g.opened for g in found.by_source} == {"own_grid": 2, "hotline": 1, None: 1}
    for groups in (found.by_code, found.by_source):
        assert sum(g.opened for g in groups) == found.all.opened
        assert sum(g.open for g in groups) == found.all.open
    # Due in the window are M0, M1 and M2; only M0 was closed by then.
    assert (found.due, found.on_time) == (3, 1)


def test_what_was_voided_is_open_no_more(two_editions: Session, opened: Opened) -> None:
    voided = update(Matter).where(Matter.external_ref == "M2").values(stage="voided", voided_at=NOW, due_at=None)
    two_editions.execute(voided)
    found = opened(FIRST).matters
    # On 31 March at noon it is voided: the day's file knows it already.
    assert (found.all.closed, found.all.voided, found.all.open, found.all.overdue) == (2, 1, 1, 0)
    assert [m.ref for m in found.listed] == ["M3"]


def test_open_matters_are_listed_with_the_longest_overdue_first_and_older_ones_are_told(opened: Opened) -> None:
    found = opened(FIRST).matters
    assert [(m.ref, m.overdue, m.doubtful) for m in found.listed] == [("M2", True, False), ("M3", False, True)]
    assert (found.standing, found.older, found.standing_overdue) == (2, 0, 1)
    # Under the first edition M4 of 2024 lies in the grid too.
    before = opened(FIRST, edition_id=opened(FIRST).history[0].edition.id).matters
    assert (before.standing, before.older, before.listed[0].ref) == (3, 1, "M4")


def test_visits_by_month_and_the_days_since_the_last_patrol(opened: Opened) -> None:
    found = opened(FIRST).visits
    assert [m.first for m in found.months][::11] == [date(2025, 4, 1), date(2026, 3, 1)]
    # V5 was at 23:30 of 31 March a year ago, local time: half an hour before the window.
    assert [(m.visits, m.patrols) for m in found.months if m.visits or m.patrols] == [(1, 0), (2, 1)]
    assert (found.visits, found.own, found.others, found.unnamed) == (3, 2, 1, 0)
    assert (found.days_since_visit, found.days_since_patrol) == (1, 10)


def test_history_says_what_each_edition_moved(opened: Opened) -> None:
    drawn, changed = opened(FIRST).history
    assert (drawn.what, changed.what) == ("new", "changed")
    assert changed.land_gained_m2 == 0
    assert changed.land_lost_m2 == pytest.approx(4000, rel=1e-3)
    assert changed.moved is not None
    homes, matters = changed.moved["household"], changed.moved["matter"]
    assert (homes.before, homes.after, homes.gained) == (4, 3, ())
    assert [(e.other and e.other.code, e.count) for e in homes.lost] == [(SECOND, 1)]
    assert (matters.before, matters.after, [e.count for e in matters.lost]) == (5, 4, [1])
    gained = opened(SECOND).history[1].moved
    assert gained is not None
    assert [(e.other and e.other.code, e.count) for e in gained["household"].gained] == [(FIRST, 1)]
    assert [step.what for step in opened(THIRD).history] == ["new", "same"]


def test_what_is_in_doubt_or_outside_is_told(opened: Opened) -> None:
    by_kind = {d.kind: d for d in opened(FIRST).doubts}
    # M3 lies 2 m from the border with an accuracy of 30 m; M5 lies 12 m west of the town.
    assert (by_kind["matter"].inside, by_kind["matter"].doubtful, by_kind["matter"].outside) == (4, 1, 1)
    assert by_kind["matter"].farthest_m == pytest.approx(12, abs=0.1)
    assert (by_kind["household"].inside, by_kind["household"].outside) == (3, 0)


def test_the_files_behind_the_figures_are_named(opened: Opened) -> None:
    file = opened(FIRST)
    assert [(s.kind, s.file_name, s.points) for s in file.sources] == [
        ("household", "h.csv", 3), ("matter", "m.csv", 4), ("visit", "v.csv", 5),
    ]  # fmt: skip
    assert [s.points for s in file.sources] == [d.inside for d in file.doubts]


def test_a_community_is_the_sum_of_its_grids(opened: Opened) -> None:
    whole, parts = opened("999901001001"), [opened(FIRST), opened(SECOND)]
    assert whole.subject.grid_ids == tuple(p.subject.zone_id for p in parts)
    assert whole.households.all == sum(p.households.all for p in parts) == 5
    assert whole.matters.all.opened == sum(p.matters.all.opened for p in parts)
    assert whole.visits.patrols == sum(p.visits.patrols for p in parts)
    # What one grid gave the other stayed in the community.
    assert [step.what for step in whole.history] == ["new", "same"]


def test_what_is_not_wholly_in_scope_is_refused_in_the_words_for_what_does_not_exist(
    two_editions: Session, everything: Scope
) -> None:
    own = Scope(everything.person_id, "grid_leader", everything=False, grid_ids=(zone_id(two_editions, FIRST),))
    zone = town.READING.zone
    assert grid_file(two_editions, own, Asked(FIRST), zone, NOW).subject.code == FIRST
    refused = []
    for code in (SECOND, "999901001001", "no-such-grid"):
        with pytest.raises(Forbidden) as caught:
            grid_file(two_editions, own, Asked(code), zone, NOW)
        refused.append(str(caught.value).replace(code, "…"))
    assert len(set(refused)) == 1
    with pytest.raises(NotFound):
        grid_file(two_editions, everything, Asked("no-such-grid"), zone, NOW)


def test_an_edition_without_the_zone_is_answered_with_those_that_have_it(opened: Opened) -> None:
    with pytest.raises(NotFound, match="no edition 9999"):
        opened(FIRST, edition_id=9999)


def test_who_read_a_file_is_on_record(opened: Opened, two_editions: Session, everything: Scope) -> None:
    opened(FIRST)
    event = two_editions.scalars(select(AuditEvent).where(AuditEvent.action == "gridfile.read")).one()
    assert (event.person_id, event.subject, event.detail["n"]) == (everything.person_id, FIRST, 2)


def test_measures_are_those_of_the_last_complete_month(opened: Opened) -> None:
    first = next(s for s in opened(FIRST).standings if s.measure.key == "matters_per_household")
    # In March M2 and M3 to three households; in February M0 and M1. Grid 2 has two households and no matter, grids 3
    # and 4 have no households and no rank.
    assert (first.n, first.of, str(first.value), str(first.change)) == (2, 3, "66.7", "0.0")
    assert (first.rank, first.ranked, first.turn) == (2, 2, "")
    # The middle of the month before it ends: February is the last complete one.
    before = next(s for s in opened(FIRST, day=date(2026, 3, 15)).standings if s.measure.key == first.measure.key)
    # In January nothing was recorded anywhere: that is no nought, and there is no change from it.
    assert (before.n, before.change, before.turn) == (2, None, "")
    assert before.trend[-2:] == (None, 1.0)
