"""The small town with a rubric in force for 2026, and matters of October to score."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text

from services.access.scope import Scope
from services.assessment.cycles import cycle, open_cycle
from services.assessment.marks import NewMark, give
from services.assessment.objects import Target
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.read import read_rubric
from services.assessment.rubric.versions import add, approve
from services.assessment.scoring.run import Ask, Ran, run
from services.assessment.tables import AssessmentEntry, AssessmentScore
from tests import town
from tests.services.matters.place import ZONE, Town, at, of

MEASURES = (Path(__file__).parent / "year.yaml").read_bytes()
AFTERWARDS = at("2027-01-05 12:00")
OPENED = (("accept", "2026-10-08 09:10"), ("file", "2026-10-08 09:20"), ("dispatch", "2026-10-08 09:30"))


def measures() -> Rubric:
    """The rubric of the tests."""
    found = read_rubric(MEASURES).rubric
    assert found is not None
    return found


@dataclass
class Assessed:
    """A town whose year is assessed; nothing is run yet."""

    there: Town
    version: int
    ids: list[UUID]

    @property
    def office(self) -> Scope:
        """The office, named to the transaction."""
        return of(self.there.session, "office")

    def target(self, number: int) -> Target:
        """The grid with a number from 1."""
        return Target("grid", self.zone(town.GRIDS[number - 1]))

    def zone(self, code: str) -> int:
        """A zone's number."""
        found: int = self.there.session.execute(
            text("SELECT id FROM zone WHERE code = :code"), {"code": code}
        ).scalar_one()
        return found

    def run(self, key: str = "2026-Q4", now: datetime = AFTERWARDS, *, whole: bool = False) -> list[Ran]:
        """Run a cycle, in the name of the office."""
        made = run(self.there.session, cycle(self.there.session, key), Ask(self.office, now, whole))
        self.there.session.expire_all()
        return made

    def mark(self, number: int, name: str, points: str | None, level: str = "", standing: str = "scored") -> int:
        """Give a grid a mark in the fourth quarter."""
        new = NewMark(name, "as seen", None if points is None else Decimal(points), level, standing)
        quarter = cycle(self.there.session, "2026-Q4")
        return give(self.there.session, self.office, quarter, self.target(number), measures(), new).id

    def score(self, target: Target, key: str = "2026-Q4", part: str = "total", of_part: str = "") -> AssessmentScore:
        """What an object came to."""
        return self.there.session.scalars(
            select(AssessmentScore).where(
                AssessmentScore.cycle_id == cycle(self.there.session, key).id,
                AssessmentScore.zone_id == target.zone_id, AssessmentScore.object_kind == target.kind,
                AssessmentScore.part == part, AssessmentScore.key == of_part,
            )
        ).one()  # fmt: skip

    def points(self, number: int, key: str = "2026-Q4") -> Decimal | None:
        """A grid's total."""
        return self.score(self.target(number), key).points

    def lines(self, target: Target, key: str = "2026-Q4") -> list[AssessmentEntry]:
        """Every line of an object, counter-lines and countered ones too."""
        chosen = select(AssessmentEntry).where(
            AssessmentEntry.cycle_id == cycle(self.there.session, key).id, AssessmentEntry.zone_id == target.zone_id,
            AssessmentEntry.object_kind == target.kind,
        )  # fmt: skip
        return list(self.there.session.scalars(chosen.order_by(AssessmentEntry.id)))


def close(there: Town, matter: UUID, day: str) -> None:
    """Handled, checked and closed on a day of October."""
    for act, time in (("handle", "10:00"), ("check", "10:10"), ("close", "10:20")):
        there.move(matter, act, f"2026-10-{day} {time}")


def report_october(there: Town) -> list[UUID]:
    """Nine reports of 06010 on 8 October, due on the 10th at 9, filed and dispatched, in their grids as follows.

    Grid 1: closed in time after rework; closed late; closed late but deferred. Grid 2: deferred until December and
    open; never closed. Outside, 38 m east of grid 4: never closed. Grid 1: voided. Grid 3: found by the grid, and a
    report of the same thing a metre away, both never closed.
    """
    rows = [("own_grid", 20), ("hotline", 60), ("own_grid", 90), ("resident", 120), ("department", 160),
            ("hotline", 438), ("hotline", 40), ("own_grid", 250), ("resident", 251)]  # fmt: skip
    made = [there.report(by="office", source=s, x_m=x, code="06010").id for s, x in rows]
    for matter in made:
        there.walk(matter, *OPENED)
    there.move(made[2], "defer", "2026-10-08 11:00", until=at("2026-10-12 11:00"))
    there.move(made[3], "defer", "2026-10-08 11:00", until=at("2026-12-01 11:00"))
    there.move(made[0], "handle", "2026-10-08 12:00")
    there.move(made[0], "rework", "2026-10-08 13:00")
    for matter, day in ((made[0], "09"), (made[1], "20"), (made[2], "26")):
        close(there, matter, day)
    there.move(made[6], "void", "2026-10-08 12:00")
    there.session.execute(text("DELETE FROM matter_pair"))
    there.session.execute(
        text("INSERT INTO matter_pair (again_id, first_id, apart_m) VALUES (:again, :first, 1)"),
        {"again": made[8], "first": made[7]},
    )
    return made


def settle(there: Town) -> Assessed:
    """October reported, the rubric approved, and the year opened with its halves and quarters."""
    ids = report_october(there)
    office = of(there.session, "office")
    version = add(there.session, office, MEASURES).id
    approve(there.session, office, version, "office, no. 1", date(2026, 1, 1), at("2025-12-30 12:00"))
    open_cycle(there.session, office, version, "2026", ZONE)
    return Assessed(there, version, ids)
