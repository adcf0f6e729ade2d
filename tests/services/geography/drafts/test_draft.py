"""A draft is a log of edits over an edition: undone without a trace, and never two at once unsaid."""

from pathlib import Path

import pytest
import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.metric import area_m2
from services.access.scope import Scope
from services.access.tables import AuditEvent
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.geography.drafts.draft import (
    Draft,
    add_edit,
    discard,
    load_draft,
    next_codes,
    open_draft,
    redo,
    undo,
)
from services.geography.drafts.plan import digest_of
from services.geography.drafts.replay import Kept, replay
from services.geography.tables import Boundary, EditionEdit
from tests import town
from tests.services.geography.drafts.place import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    Desk,
    an_edit,
    move_corner,
    open_desk,
    split_first,
)


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Desk:
    """A draft on the row of four grids, with one household in each of the first two."""
    return open_desk(session, tmp_path, [(50, 50), (150, 50)])


def grid_m2(draft: Draft, code: str) -> float:
    return area_m2(draft.plan.grids[code])


def test_a_moved_vertex_moves_in_both_grids_and_the_community_keeps_its_bits(desk: Desk) -> None:
    draft = move_corner(desk)
    # A triangle of 20 m by 100 m goes from the first grid to the second: 1,000 m².
    assert grid_m2(draft, FIRST) == pytest.approx(9_000, rel=1e-3)
    assert grid_m2(draft, SECOND) == pytest.approx(11_000, rel=1e-3)
    assert draft.plan.grids[THIRD] is draft.base.plan.grids[THIRD]
    before = {o.key: o.shape for o in draft.base.outlines if o.level == "community"}
    after = {o.key: o.shape for o in draft.outlines if o.level == "community"}
    assert {k: shapely.to_wkb(s) for k, s in before.items()} == {k: shapely.to_wkb(s) for k, s in after.items()}


def test_a_border_between_communities_moves_both_of_them(desk: Desk) -> None:
    draft = desk.edit("move", origin=town.at(200, 100), to=town.at(220, 100))
    found = {o.code: area_m2(o.shape) for o in draft.outlines if o.level == "community"}
    assert list(found.values()) == pytest.approx([21_000, 19_000], rel=1e-3)


def test_undo_restores_every_bit_and_redo_brings_it_back(desk: Desk) -> None:
    before = digest_of(desk.draft().outlines)
    moved = digest_of(move_corner(desk).outlines)
    assert moved != before
    assert digest_of(desk.follow(undo(desk.session, desk.scope, desk.edition_id, 1)).outlines) == before
    assert digest_of(desk.follow(redo(desk.session, desk.scope, desk.edition_id, 2)).outlines) == moved


def test_an_edit_after_an_undo_ends_what_could_be_redone(desk: Desk) -> None:
    move_corner(desk)
    desk.follow(undo(desk.session, desk.scope, desk.edition_id, desk.seq))
    desk.edit("rename", level="grid", code=FIRST, name="Anew")
    with pytest.raises(Conflict, match="nothing to redo"):
        redo(desk.session, desk.scope, desk.edition_id, desk.seq)
    # Nothing leaves the log: a move, its undoing, a renaming.
    operations = desk.session.scalars(select(EditionEdit.operation).order_by(EditionEdit.seq)).all()
    assert list(operations) == ["move", "undo", "rename"]


def test_nothing_is_left_to_undo_in_an_empty_draft(desk: Desk) -> None:
    with pytest.raises(Conflict, match="nothing to undo"):
        undo(desk.session, desk.scope, desk.edition_id, 0)


def test_of_two_people_the_second_is_told_and_nothing_of_theirs_is_kept(desk: Desk) -> None:
    move_corner(desk)
    late = an_edit("rename", code=FIRST, name="Late")
    with pytest.raises(Conflict, match="at step 1, you were at 0"):
        add_edit(desk.session, desk.scope, desk.edition_id, 0, late)
    assert len(desk.draft().log.live) == 1


def test_a_replay_from_nothing_equals_the_steps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    move_corner(desk)
    split_first(desk)
    stepwise = desk.edit("merge", codes=[THIRD, FOURTH], code=THIRD, name="East")
    monkeypatch.setattr("services.geography.drafts.replay._plans", Kept(10))
    again = replay(stepwise.base, [step.edit for step in stepwise.log.live])
    assert again is not stepwise.plan
    assert {c: shapely.to_wkb(s) for c, s in again.grids.items()} == {
        c: shapely.to_wkb(s) for c, s in stepwise.plan.grids.items()
    }
    assert again.zones == stepwise.plan.zones


def test_inside_a_community_the_union_stays_whatever_is_done(desk: Desk) -> None:
    before = shapely.union_all(list(desk.draft().plan.grids.values()))
    move_corner(desk)
    split_first(desk)
    desk.edit("insert", at=town.at(150, 0))
    draft = desk.edit("merge", codes=["999901001001003", SECOND], code=SECOND, name="Both")
    after = shapely.union_all(list(draft.plan.grids.values()))
    # What is left is rounding: below a square centimetre.
    assert area_m2(shapely.symmetric_difference(before, after)) < 1e-4


def test_pieces_get_the_next_free_code_and_no_code_is_used_twice(desk: Desk) -> None:
    assert next_codes(desk.session, desk.draft(), FIRST, 2) == ["999901001001003", "999901001001004"]
    draft = split_first(desk)
    assert next_codes(desk.session, draft, FIRST) == ["999901001001004"]
    assert draft.plan.zones["grid", "999901001001003"].parent == ("community", "999901001001")


def test_a_code_of_a_grid_of_another_edition_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = town.write_zones(tmp_path / "z.geojson")
    path.write_text(path.read_text(encoding="utf-8").replace(FOURTH, "999901001002009"), encoding="utf-8")
    town.take_zones(desk.session, path, "other")
    pieces = [{"code": THIRD, "name": "W"}, {"code": "999901001002009", "name": "E"}]
    with pytest.raises(Invalid, match="999901001002010 is free"):
        desk.edit("split", code=THIRD, line=[town.at(250, -5), town.at(250, 105)], pieces=pieces)


def test_grids_of_two_communities_merge_only_where_it_is_said_whose_they_are(desk: Desk) -> None:
    both = {"codes": [SECOND, THIRD], "code": SECOND, "name": "Both"}
    with pytest.raises(Invalid, match="999901001001, 999901001002"):
        desk.edit("merge", **both)
    draft = desk.edit("merge", **both, parent="999901001002")
    found = {o.code: area_m2(o.shape) for o in draft.outlines if o.level == "community"}
    assert list(found.values()) == pytest.approx([10_000, 30_000], rel=1e-3)


def test_a_community_whose_grids_all_went_elsewhere_is_gone(desk: Desk) -> None:
    desk.edit("parent", code=FIRST, parent="999901001002")
    draft = desk.edit("parent", code=SECOND, parent="999901001002")
    assert [o.code for o in draft.outlines if o.level == "community"] == ["999901001002"]
    assert sum(area_m2(o.shape) for o in draft.outlines if o.level == "community") == pytest.approx(40_000, rel=1e-3)


@pytest.mark.parametrize(
    ("operation", "arguments", "said"),
    [
        ("move", {"origin": town.at(100, 50), "to": town.at(90, 50)}, "no vertex at 113.601"),
        ("delete", {"at": town.at(100, 100)}, "Move it instead"),
        ("insert", {"at": town.at(150, 50)}, "No border comes near"),
        ("move", {"origin": town.at(100, 100), "to": town.at(100, -20)}, "cross itself|overlap"),
        ("merge", {"codes": [FIRST, THIRD], "code": FIRST, "name": "x"}, "do not all share a border"),
        ("rename", {"code": "1", "name": "x"}, "no zone 1"),
        ("parent", {"code": FIRST, "parent": "1"}, "no zone 1"),
        ("explode", {}, "nothing that can be done"),
        ("move", {"origin": [1, 2]}, "look at “to”"),
    ],
)
def test_a_refusal_is_a_sentence_with_the_place(
    desk: Desk, operation: str, arguments: dict[str, object], said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        desk.edit(operation, **arguments)
    assert desk.draft().log.seq == 0


def test_only_the_office_draws(desk: Desk) -> None:
    leader = Scope(desk.scope.person_id, "grid_leader", False, (1,))
    for attempt in (
        lambda: open_draft(desk.session, leader, desk.draft().based_on.id, "mine"),
        lambda: load_draft(desk.session, leader, desk.edition_id),
        lambda: undo(desk.session, leader, desk.edition_id, 0),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_discarded_draft_is_gone_and_its_edits_stay_on_record(desk: Desk) -> None:
    move_corner(desk)
    discard(desk.session, desk.scope, desk.edition_id, desk.seq)
    with pytest.raises(NotFound):
        desk.draft()
    detail = desk.session.scalar(select(AuditEvent.detail).where(AuditEvent.action == "draft.discard"))
    assert detail is not None
    assert detail["edits"][0]["to"] == list(town.at(80, 100))
    assert desk.session.scalar(select(func.count()).select_from(EditionEdit)) == 0


def test_a_draft_writes_no_boundaries(desk: Desk) -> None:
    move_corner(desk)
    assert desk.session.scalar(select(func.count(func.distinct(Boundary.edition_id)))) == 1
