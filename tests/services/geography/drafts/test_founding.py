"""A new area or community is made of grids that exist: with its effect, undone like any edit, written when it holds."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from geo.metric import area_m2
from services.errors import Conflict, Invalid
from services.geography.drafts.draft import next_zone_code, open_draft, undo
from services.geography.drafts.effect import effect_of
from services.geography.drafts.force import Decision, take_force
from services.geography.drafts.plan import load_outlines
from services.geography.editions import by_name
from services.geography.writing import Key
from tests.services.geography.drafts.place import FIRST, FOURTH, SECOND, THIRD, Desk, open_desk

WEST, EAST = "999901001001", "999901001002"
JULY = Decision(date(2026, 7, 1), "a third community", "2")


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Desk:
    """A draft on the row of four grids, with one household in the first and two in the second."""
    return open_desk(session, tmp_path, [(50, 50), (150, 50), (160, 50)])


def parents(desk: Desk) -> dict[str, Key | None]:
    """What hangs where, by code."""
    return {key[1]: standing.parent for key, standing in desk.draft().plan.zones.items()}


def test_a_new_community_takes_grids_of_two_and_the_effect_shows_all_three(desk: Desk) -> None:
    draft = desk.edit("found", level="community", code="999901001003", name="Middle", grids=[SECOND, THIRD])
    assert parents(desk)[SECOND] == parents(desk)[THIRD] == ("community", "999901001003")
    shapes = {o.code: o for o in draft.outlines}
    assert area_m2(shapes["999901001003"].shape) == pytest.approx(20_000, rel=1e-3)
    assert area_m2(shapes[WEST].shape) == pytest.approx(10_000, rel=1e-3)
    effect = effect_of(desk.session, desk.scope, draft)
    assert effect.moved["household"] == 0
    rows = {z.change.zone.code: (z.change.kind, z.before["household"], z.after["household"]) for z in effect.zones}
    assert rows == {
        WEST: ("redrawn", 3, 1), EAST: ("redrawn", 0, 0), "999901001003": ("added", 0, 2),
        SECOND: ("moved", 2, 2), THIRD: ("moved", 0, 0),
    }  # fmt: skip


def test_it_is_undone_like_any_edit_and_written_with_its_path(desk: Desk) -> None:
    before = {o.key: (o.name, o.parent) for o in desk.draft().outlines}
    desk.edit("found", level="area", code="A1", name="Area one", grids=[FIRST])
    desk.follow(undo(desk.session, desk.scope, desk.edition_id, desk.seq))
    assert {o.key: (o.name, o.parent) for o in desk.draft().outlines} == before
    desk.edit("found", level="area", code="A1", name="Area one", grids=[FIRST])
    edition = take_force(desk.session, desk.scope, desk.edition_id, desk.seq, JULY)
    written = {o.key: o for o in load_outlines(desk.session, edition.id)}
    assert written["area", "A1"].parent == ("community", WEST)
    assert written["grid", FIRST].parent == ("area", "A1")
    assert written["grid", SECOND].parent == ("community", WEST)


def test_a_new_community_takes_an_area_along_of_which_it_gets_every_grid(desk: Desk) -> None:
    desk.edit("found", level="area", code="A1", name="Whole", grids=[FIRST])
    desk.edit("found", level="area", code="A2", name="In part", grids=[THIRD, FOURTH])
    desk.edit("found", level="community", code="C3", name="New", grids=[FIRST, THIRD])
    found = parents(desk)
    assert found["A1"] == ("community", "C3")
    assert found[FIRST] == ("area", "A1")
    assert found[THIRD] == ("community", "C3")
    assert found[FOURTH] == ("area", "A2")


def test_a_grid_may_then_be_given_to_the_new_area_and_one_without_grids_is_gone(desk: Desk) -> None:
    desk.edit("found", level="area", code="A1", name="One", grids=[FIRST])
    desk.edit("parent", code=SECOND, parent="A1")
    assert parents(desk)[SECOND] == ("area", "A1")
    for code in (FIRST, SECOND):
        desk.edit("found", level="area", code=f"B{code[-1]}", name="Other", grids=[code])
    assert ("area", "A1") not in {o.key for o in desk.draft().outlines}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"code": WEST, "level": "community", "grids": [FIRST]}, "is taken"),
        ({"code": "A1", "level": "area", "grids": ["nowhere"]}, "There is no grid nowhere"),
        ({"code": "A1", "level": "area", "grids": [SECOND, THIRD]}, r"999901001001, 999901001002.*Say which one"),
        ({"code": "A1", "level": "area", "grids": [FIRST], "parent": "nowhere"}, "There is no zone nowhere"),
        ({"code": "S", "level": "subdistrict", "grids": [FIRST]}, "can't be read: look at “level”"),
        ({"code": "A1", "level": "area", "grids": []}, "can't be read: look at “grids”"),
    ],
)
def test_what_can_not_be_is_refused(desk: Desk, said: dict[str, object], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        desk.edit("found", name="New", **said)
    assert desk.draft().log.seq == 0


def test_a_named_parent_takes_grids_of_different_zones(desk: Desk) -> None:
    desk.edit("found", level="area", code="A1", name="Across", grids=[SECOND, THIRD], parent=EAST)
    assert parents(desk)["A1"] == ("community", EAST)


def test_codes_are_counted_on_and_none_is_used_twice(desk: Desk) -> None:
    assert next_zone_code(desk.session, desk.draft(), "community", "") == "999901001003"
    assert next_zone_code(desk.session, desk.draft(), "area", WEST) == f"{WEST}-1"
    desk.edit("found", level="community", code="999901001003", name="Third", grids=[SECOND])
    take_force(desk.session, desk.scope, desk.edition_id, desk.seq, JULY)
    # Another draft on the first edition, which has no third community.
    other = open_draft(desk.session, desk.scope, load_first(desk), "another")
    with pytest.raises(Invalid, match=r"belonged to a zone of another edition.*999901001004 is free"):
        Desk(desk.session, desk.scope, other.id).edit(
            "found", level="community", code="999901001003", name="Again", grids=[FIRST]
        )


def test_whoever_was_slower_is_told(desk: Desk) -> None:
    desk.edit("found", level="area", code="A1", name="One", grids=[FIRST])
    with pytest.raises(Conflict, match="it is at step 1, you were at 0"):
        Desk(desk.session, desk.scope, desk.edition_id).edit(
            "found", level="area", code="A2", name="Two", grids=[SECOND]
        )


def load_first(desk: Desk) -> int:
    """The edition that the town began with."""
    first = by_name(desk.session, "first")
    assert first is not None
    return first.id
