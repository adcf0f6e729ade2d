"""A quarter of the town, from the notice to all: frozen, computed again, and told to whoever may know."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.assessment.cycles import cycle
from services.assessment.publication.publish import Notice, announce, differs, move
from services.assessment.publication.read import places, published, result_in, revisions, state_of, steps_of
from services.assessment.publication.result import result_of
from services.assessment.publication.snapshot import code_digest
from services.assessment.publication.tables import AssessmentPublication
from services.assessment.publication.verify import verify
from services.assessment.standings import standings
from services.assessment.tables import AssessmentCycle
from services.errors import Conflict, DomainError, Forbidden, Invalid
from tests import town
from tests.services.assessment.place import Assessed
from tests.services.matters.place import at, of

NOTICED, OVER = at("2027-01-06 09:00"), at("2027-01-12 09:00")
UNTIL = date(2027, 1, 11)
MARKS = {1: "16", 2: "12", 3: "18", 4: "12"}


@dataclass
class Office:
    """The office with a quarter that is reckoned."""

    year: Assessed

    @property
    def cycle(self) -> AssessmentCycle:
        """The quarter."""
        return cycle(self.year.there.session, "2026-Q4")

    def announce(self, reason: str = "", until: date = UNTIL, now: Any = NOTICED) -> AssessmentPublication:
        """Put it on notice."""
        return announce(self.year.there.session, self.year.office, self.cycle, Notice(until, reason), now)

    def move(self, act: str, note: str = "", now: Any = OVER) -> AssessmentPublication:
        """Take a further step."""
        return move(self.year.there.session, self.year.office, self.cycle, act, now, note)

    def publish(self, reason: str = "") -> AssessmentPublication:
        """All the way."""
        self.announce(reason)
        self.move("concluded")
        return self.move("published")


@pytest.fixture
def office(year: Assessed) -> Office:
    """Every grid marked, the quarter and the longer cycles reckoned."""
    for number, points in MARKS.items():
        year.mark(number, "attitude", points)
        year.mark(number, "attitude", str(int(points) - number % 2))
    year.run("2026")
    return Office(year)


def test_what_is_frozen_gives_the_places_of_the_ledger(office: Office) -> None:
    session = office.year.there.session
    made = office.announce()
    told = {row["code"]: row for row in result_in(made)["kinds"]["grid"]["rows"]}
    for row in standings(session, office.year.office, office.cycle, "grid").rows:
        one = told[row.code]
        assert (one["points"], one["rank"], one["ranked"]) == (str(row.points), row.rank, row.ranked)
        assert one["grade"] == ({"zh": row.grade.zh, "en": row.grade.en} if row.grade else None)
    assert {row["rank"] for row in told.values()} - {None}
    assert made.code_sha256 == code_digest()


def test_computed_again_from_what_is_frozen_it_is_the_same_byte_for_byte(office: Office) -> None:
    made = office.publish()
    # Whatever comes later: a mark is added, all is reckoned anew.
    office.year.mark(1, "accident", None)
    office.year.run("2026")
    session = office.year.there.session
    assert verify(session, made).holds
    assert differs(session, office.year.office, office.cycle, made)


def test_nobody_who_marked_is_in_it(office: Office) -> None:
    made = office.announce()
    kept = office.year.there.session.execute(text("SELECT inputs FROM assessment_snapshot")).scalar_one()
    for login in ("office", "grid_leader"):
        person = office.year.there.session.execute(
            text("SELECT id::text, display_name FROM person WHERE login = :login"), {"login": login}
        ).one()
        for name in person:
            assert f'"{name}"'.encode() not in made.result
            assert person[0].encode() not in kept


def test_a_snapshot_whose_lines_do_not_add_up_is_refused(office: Office) -> None:
    office.announce()
    kept = json.loads(office.year.there.session.execute(text("SELECT inputs FROM assessment_snapshot")).scalar_one())
    first = next(line for one in kept["objects"] for line in one["lines"] if line["item"] == "order")
    first["points"] = str(Decimal(first["points"]) + 1)
    with pytest.raises(Conflict, match="add up"):
        result_of(json.dumps(kept).encode())


def test_the_steps_follow_each_other(office: Office) -> None:
    session = office.year.there.session
    made = office.publish()
    assert [step.act for step in steps_of(session, made.id)] == ["announced", "concluded", "published"]
    assert published(session, office.cycle.id) is made


@pytest.mark.parametrize(
    ("step", "refused"),
    [
        (lambda o: o.announce(until=date(2027, 1, 5)), Invalid),
        (lambda o: o.announce(now=at("2026-12-31 09:00")), Invalid),
        (lambda o: o.move("published"), Conflict),
        (lambda o: (o.announce(), o.announce("again")), Conflict),
        (lambda o: (o.announce(), o.move("concluded", now=at("2027-01-11 23:00"))), Invalid),
        (lambda o: (o.announce(), o.move("published")), Conflict),
        (lambda o: (o.announce(), o.move("withdrawn")), Invalid),
        (lambda o: (o.publish(), o.announce()), Invalid),
        (lambda o: (o.publish(), o.move("withdrawn", "no")), Conflict),
    ],
    ids=["notice over", "cycle runs", "nothing announced", "one under way", "notice runs", "not concluded",
         "withdrawn without a reason", "again without a reason", "published is published"],
)  # fmt: skip
def test_a_step_out_of_turn_is_refused(
    office: Office, step: Callable[[Office], object], refused: type[DomainError]
) -> None:
    with pytest.raises(refused):
        step(office)


def test_what_is_not_reckoned_is_not_announced(office: Office) -> None:
    office.year.mark(1, "accident", None)
    with pytest.raises(Conflict, match="not reckoned"):
        office.announce()


def test_a_notice_that_the_ledger_left_behind_is_not_concluded(office: Office) -> None:
    office.announce()
    office.year.mark(1, "accident", None)
    office.year.run("2026")
    with pytest.raises(Conflict, match="something else"):
        office.move("concluded")
    office.move("withdrawn", "an accident came to light")
    assert office.announce("an accident came to light").revision == 2


def test_another_revision_has_a_reason_and_the_first_stays(office: Office) -> None:
    first = office.publish()
    before = first.result
    office.year.mark(1, "accident", None)
    office.year.run("2026")
    second = office.publish("an accident came to light")
    session = office.year.there.session
    assert [one.revision for one in revisions(session, office.cycle.id)] == [2, 1]
    assert published(session, office.cycle.id) is second
    assert first.result == before != second.result


@pytest.mark.parametrize("table", ["assessment_publication", "assessment_snapshot", "assessment_publication_event"])
def test_what_was_kept_can_not_be_changed(office: Office, table: str) -> None:
    office.publish()
    session = office.year.there.session
    with pytest.raises(DBAPIError, match="only ever added to"), session.begin_nested():
        session.execute(text(f"DELETE FROM {table}"))


def test_places_are_told_to_a_grid_leader_once_they_are_published(office: Office) -> None:
    session = office.year.there.session

    def mine() -> list[tuple[str, int | None, int]]:
        leader = of(session, "grid_leader")
        return [(row.code, row.rank, row.ranked) for row in standings(session, leader, office.cycle, "grid").rows]

    office.announce()
    assert mine() == [(town.GRIDS[0], None, 0)]
    of(session, "office")
    office.move("concluded")
    office.move("published")
    place = places(session, office.cycle.id, "grid")[town.GRIDS[0]]
    assert mine() == [(town.GRIDS[0], place.rank, place.ranked)]
    assert place.ranked > 0


def test_the_office_alone_announces(office: Office) -> None:
    session = office.year.there.session
    of_cycle = office.cycle
    with pytest.raises(Forbidden):
        announce(session, of(session, "grid_leader"), of_cycle, Notice(UNTIL), NOTICED)
    assert state_of(session, office.announce().id) == "announced"
