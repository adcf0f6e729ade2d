"""A draft takes force whole: dated, decided, written and located, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access.people import NewPerson, add_person
from services.access.scope import scope_of
from services.access.tables import AuditEvent
from services.database import act_as
from services.errors import Conflict, Invalid
from services.geography import work
from services.geography.drafts.effect import effect_of
from services.geography.drafts.force import Decision, take_force
from services.geography.drafts.plan import load_outlines
from services.geography.editions import by_name, in_force
from services.geography.history import history
from services.geography.tables import Edition
from services.geography.withdrawing import resting_on, withdraw
from services.jobs.kinds import KINDS, Task
from services.locating.counts import counts
from services.locating.tables import HouseholdLocation
from services.settings import Settings
from tests import town
from tests.services.geography.drafts.place import FIRST, SECOND, Desk, move_corner, open_desk, split_first

JULY = Decision(date(2026, 7, 1), "the border follows the new street", "2")


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Desk:
    """A draft with two households between an old border and what may become the new one."""
    return open_desk(session, tmp_path, [(95, 50), (95, 75), (20, 50), (150, 50), (430, 50)])


def force(desk: Desk, decision: Decision = JULY) -> Edition:
    return take_force(desk.session, desk.scope, desk.edition_id, desk.seq, decision)


def grids_of(session: Session, edition_id: int) -> list[int | None]:
    chosen = select(HouseholdLocation.grid_id).where(HouseholdLocation.edition_id == edition_id)
    return list(session.scalars(chosen.order_by(HouseholdLocation.point_id)))


def test_what_was_shown_is_what_is_written(desk: Desk) -> None:
    draft = move_corner(desk)
    shown = effect_of(desk.session, desk.scope, draft).moved["household"]
    edition = force(desk)
    assert edition.status == "in_force"
    assert in_force(desk.session, date(2026, 7, 1)) is edition
    before, after = (grids_of(desk.session, i) for i in (draft.based_on.id, edition.id))
    assert sum(a != b for a, b in zip(before, after, strict=True)) == shown == 2
    assert counts(desk.session, desk.scope, "household", edition.id).outside == 1
    written = {o.key: o for o in load_outlines(desk.session, edition.id)}
    assert {k: (o.name, o.parent) for k, o in written.items()} == {o.key: (o.name, o.parent) for o in draft.outlines}
    detail = desk.session.scalar(select(AuditEvent.detail).where(AuditEvent.action == "draft.take_force"))
    assert detail is not None
    assert detail["sha256"] == edition.source_sha256


def test_the_history_says_what_changed_against_the_edition_before(desk: Desk) -> None:
    split_first(desk)
    desk.edit("move", origin=town.at(100, 100), to=town.at(80, 100))
    force(desk)
    newest, oldest = history(desk.session)
    assert oldest.changes == ()
    assert newest.levels == {"community": 2, "grid": 5}
    assert newest.before is oldest.edition
    said = {change.zone.code: change.kind for change in newest.changes}
    assert said == {FIRST: "redrawn", "999901001001003": "added", SECOND: "redrawn"}
    # The east half, 5,000 m², left the first grid; of it a triangle of 1,000 m² went on to the second.
    assert newest.moved_m2 == pytest.approx(5_000, rel=1e-2)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2025, 1, 1), "begins on 2025-01-01"), (date(2024, 1, 1), "draw on “–” anew")]
)
def test_the_day_must_fall_into_the_time_of_the_edition_it_changes(desk: Desk, day: date, said: str) -> None:
    move_corner(desk)
    with pytest.raises(Conflict, match=said):
        force(desk, Decision(day, "why", "2"))


def test_a_draft_on_an_edition_that_is_over_by_then_is_refused(desk: Desk, tmp_path: Path) -> None:
    move_corner(desk)
    town.take_zones(desk.session, town.write_zones(tmp_path / "z.geojson"), "between", date(2026, 3, 1))
    with pytest.raises(Conflict, match="“between” is in force, not “first”"):
        force(desk)


def test_nothing_takes_force_undecided_unchanged_or_unseen(desk: Desk) -> None:
    with pytest.raises(Invalid, match="changes nothing"):
        force(desk)
    move_corner(desk)
    with pytest.raises(Invalid, match="reason and a document number"):
        force(desk, Decision(JULY.valid_from, " ", "2"))
    with pytest.raises(Conflict, match="at step 1, you were at 0"):
        take_force(desk.session, desk.scope, desk.edition_id, 0, JULY)


def test_an_edition_is_withdrawn_only_where_nothing_rests_on_it(desk: Desk) -> None:
    move_corner(desk)
    first, second = by_name(desk.session, "first"), force(desk)
    assert first is not None
    assert [str(m) for m in resting_on(desk.session, first)] == ["second is drawn on it."]
    with pytest.raises(Conflict, match="second is drawn on it"):
        withdraw(desk.session, desk.scope, first.id)
    withdraw(desk.session, desk.scope, second.id)
    assert in_force(desk.session) is first
    assert grids_of(desk.session, second.id) == []
    with pytest.raises(Conflict, match="only edition in force"):
        withdraw(desk.session, desk.scope, first.id)
    with pytest.raises(Conflict, match="is not in force"):
        withdraw(desk.session, desk.scope, second.id)


def test_where_points_are_many_the_worker_does_it_with_its_progress(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "MOST_POINTS_IN_A_REQUEST", 4)
    with pytest.raises(Invalid, match="changes nothing"):
        work.let_take_force(desk.session, desk.scope, desk.edition_id, 0, JULY)
    move_corner(desk)
    job = work.let_take_force(desk.session, desk.scope, desk.edition_id, desk.seq, JULY)
    assert job is not None
    assert desk.draft().edition.status == "draft"
    told: list[tuple[int, int]] = []
    task = Task(Settings(), desk.scope, job.arguments, lambda done, total: told.append((done, total)), print)
    result = KINDS[job.kind].run(desk.session, task)
    assert result == {"edition": desk.edition_id, "name": "second"}
    # All five households, in one go.
    assert told[0] == (5, 5)
    assert in_force(desk.session, date(2026, 7, 1)) is by_name(desk.session, "second")


def test_a_withdrawn_edition_widens_nobodys_scope(desk: Desk) -> None:
    split_first(desk)
    second = force(desk)
    person = add_person(desk.session, NewPerson("west", "West", "community", ["999901001001"]), "a long password")
    act_as(desk.session, person.id)
    assert len(scope_of(desk.session, person).grid_ids) == 3
    withdraw(desk.session, desk.scope, second.id)
    assert len(scope_of(desk.session, person).grid_ids) == 2
