"""A matter's life: the way through, the side paths, who may do what, and where each step stands on record."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from geo.values import LonLat
from services.access.tables import AuditEvent
from services.errors import Conflict, Forbidden, Invalid, NotFound
from services.matters.life.moves import ACTS, MOVES, open_to
from services.matters.life.state import fold
from services.matters.tables import STAGES, MatterEvent
from tests.services.matters.place import Town, at

STRAIGHT = (
    ("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"),
    ("handle", "2026-10-08 11:00"), ("check", "2026-10-08 15:00"), ("close", "2026-10-08 16:00"),
)  # fmt: skip


def begun(there: Town, acts: int, by: str = "grid_leader") -> UUID:
    """A matter that has made so many steps of the straight way."""
    made = there.report(by=by)
    if acts:
        there.walk(made.id, *STRAIGHT[:acts])
    return made.id


def test_the_straight_way_leads_from_report_to_closing(there: Town) -> None:
    matter = begun(there, 6)
    state = there.state(matter)
    assert (state.stage, state.seq, state.department) == ("closed", 7, "cgk")
    assert (state.filed_at, state.dispatched_at, state.handled_at, state.closed_at) == tuple(
        at(f"2026-10-08 {hour}") for hour in ("09:20", "09:30", "11:00", "16:00")
    )
    assert [e.act for e in there.events(matter)] == ["report", *(act for act, _ in STRAIGHT)]


@pytest.mark.parametrize(
    ("acts", "act", "stage", "counted"),
    [
        (3, "return", "filed", {"returns": 1, "department": None}),
        (4, "rework", "dispatched", {"reworks": 1, "department": "cgk"}),
        (5, "rework", "dispatched", {"reworks": 1}),
        (3, "supervise", "dispatched", {"supervised": True}),
        (2, "void", "voided", {"due_at": None, "stage_due_at": None}),
        (0, "self_handle", "handled", {"self_handled": True, "department": None}),
        (1, "self_handle", "handled", {"self_handled": True}),
        (6, "appeal", "closed", {"appealed": True}),
    ],
)
def test_a_side_path_leads_to(there: Town, acts: int, act: str, stage: str, counted: dict[str, object]) -> None:
    state = there.move(begun(there, acts), act, "2026-10-09 09:00")
    assert state.stage == stage
    assert {field: getattr(state, field) for field in counted} == counted


def test_an_appeal_is_upheld_or_dismissed(there: Town) -> None:
    upheld, dismissed = begun(there, 6), begun(there, 6)
    for matter in (upheld, dismissed):
        there.move(matter, "appeal", "2026-10-09 09:00", by="grid_leader")
    again = there.move(upheld, "uphold", "2026-10-09 10:00")
    assert (again.stage, again.closed_at, again.appealed) == ("filed", None, False)
    # A new deadline of two workdays runs from the decision: Friday, Saturday the 10th is worked, then Monday.
    assert again.due_at == at("2026-10-12 10:00")
    rest = there.move(dismissed, "dismiss", "2026-10-09 10:00")
    assert (rest.stage, rest.appealed) == ("closed", False)
    with pytest.raises(Conflict):
        there.move(dismissed, "uphold", "2026-10-09 11:00")


@pytest.mark.parametrize(
    ("acts", "act"),
    [(0, "file"), (0, "close"), (1, "dispatch"), (2, "handle"), (3, "check"), (4, "void"), (6, "rework"), (6, "void"),
     (6, "uphold"), (3, "resume"), (1, "defer")],
)  # fmt: skip
def test_an_illegal_move_is_told_and_changes_nothing(there: Town, acts: int, act: str) -> None:
    matter = begun(there, acts)
    before = there.state(matter)
    with pytest.raises(Conflict, match="can't be done: the matter is"):
        there.move(matter, act, "2026-10-09 09:00", until=at("2026-10-20 09:00"))
    assert there.state(matter) == before


def test_every_move_that_is_offered_can_be_made_and_no_other(there: Town) -> None:
    """The table is complete: for each stage the page offers exactly what the service takes."""
    for acts in range(7):
        matter = begun(there, acts)
        state = there.state(matter)
        offered = {m.act for m in open_to(state.stage, "office", appealed=state.appealed, deferred=False)}
        for act in MOVES:
            nested = there.session.begin_nested()
            try:
                there.move(matter, act, "2026-10-09 09:00", until=at("2026-10-20 09:00"))
                assert act in offered, (state.stage, act)
            except Conflict:
                assert act not in offered, (state.stage, act)
            nested.rollback()


@pytest.mark.parametrize(
    ("acts", "act", "by"),
    [(0, "accept", "grid_leader"), (2, "dispatch", "area_leader"), (3, "defer", "community"),
     (3, "handle", "inspector"), (4, "check", "grid_leader"), (2, "supervise", "community")],
)  # fmt: skip
def test_a_move_of_another_role_is_refused(there: Town, acts: int, act: str, by: str) -> None:
    # The inspector's zone is the second community.
    made = there.report(x_m=250 if by == "inspector" else 50, by="office", source="hotline")
    there.walk(made.id, *STRAIGHT[:acts])
    with pytest.raises(Forbidden, match="is not for your role"):
        there.move(made.id, act, "2026-10-09 09:00", by=by, until=at("2026-10-20 09:00"))


def test_a_matter_of_another_grid_is_not_there(there: Town) -> None:
    made = there.report(x_m=150, by="office", source="hotline")
    with pytest.raises(NotFound):
        there.move(made.id, "self_handle", "2026-10-08 10:00", by="grid_leader")
    with pytest.raises(NotFound):
        there.move(uuid4(), "accept", "2026-10-08 10:00", seen=1)


def test_handling_is_not_checked_by_whoever_did_it(there: Town) -> None:
    matter = begun(there, 3)
    there.move(matter, "handle", "2026-10-08 11:00", by="area_leader")
    with pytest.raises(Forbidden, match="does not check it"):
        there.move(matter, "check", "2026-10-08 12:00", by="area_leader")
    assert there.move(matter, "check", "2026-10-08 12:00", by="community").stage == "checked"


@pytest.mark.parametrize(
    ("act", "acts", "said", "code"),
    [
        ("void", 1, {"note": " "}, "life.needs_note"),
        ("dispatch", 2, {"department": ""}, "life.needs_department"),
        ("dispatch", 2, {"department": "nobody"}, "life.no_department"),
        ("defer", 2, {}, "life.needs_until"),
        ("defer", 2, {"until": at("2026-10-09 08:59")}, "life.needs_until"),
        ("defer", 2, {"until": at("9999-12-31 23:59")}, "life.needs_until"),
        ("dance", 2, {}, "life.no_such_move"),
    ],
)
def test_a_move_says_what_it_has_to(there: Town, act: str, acts: int, said: dict[str, Any], code: str) -> None:
    matter = begun(there, acts)
    with pytest.raises(Invalid) as refused:
        there.move(matter, act, "2026-10-09 09:00", **said)
    assert refused.value.code == code


def test_who_comes_second_is_told_who_was_faster(there: Town) -> None:
    matter = begun(there, 0)
    there.move(matter, "accept", "2026-10-08 09:10", by="community")
    with pytest.raises(Conflict, match="community of the town was faster: the matter is accepted now"):
        there.move(matter, "accept", "2026-10-08 09:11", seen=1)


def test_each_move_is_on_record(there: Town) -> None:
    made = there.report()
    there.move(made.id, "accept", "2026-10-08 09:10")
    chosen = select(AuditEvent.action, AuditEvent.detail).where(AuditEvent.subject == made.ref)
    assert [(action, detail.get("act")) for action, detail in there.session.execute(chosen)] == [
        ("matter.report", None), ("matter.move", "accept")
    ]  # fmt: skip


def test_the_row_keeps_exactly_what_the_events_add_up_to(there: Town) -> None:
    ways: list[tuple[tuple[str, str], ...]] = [STRAIGHT[:n] for n in range(7)]
    ways.append((*STRAIGHT[:3], ("defer", "2026-10-08 10:00"), ("handle", "2026-10-08 11:00"), *STRAIGHT[4:]))
    ways.append((*STRAIGHT[:3], ("return", "2026-10-08 10:00"), ("void", "2026-10-08 11:00"),
                 ("appeal", "2026-10-08 12:00"), ("uphold", "2026-10-08 13:00")))  # fmt: skip
    for way in ways:
        made = there.report()
        for act, when in way:
            there.move(made.id, act, when, until=at("2026-10-20 09:00"))
        assert there.state(made.id) == fold(there.events(made.id))


def test_every_act_is_known_and_every_stage_is_reached() -> None:
    assert set(MOVES) | {"report", "take_over", "redate"} == set(ACTS)
    assert {m.to_stage for m in MOVES.values() if m.to_stage} | {"reported"} == set(STAGES)


def test_a_move_says_where_it_was_made(there: Town) -> None:
    matter = begun(there, 3)
    there.move(matter, "handle", "2026-10-08 11:00", place=LonLat(113.6, 33.4), evidence="sha256:ab")
    event = there.session.get_one(MatterEvent, (matter, 5))
    assert event.geom is not None
    assert event.evidence == "sha256:ab"
