"""The demo town's year of assessment: an example of decided measures, marks of inspectors, and what it came to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from seeds.rubric import EXAMPLE
from seeds.town.people import inspectors
from services.access.scope import Scope
from services.access.tables import Person
from services.assessment.cycles import cycle, open_cycle
from services.assessment.marks import NewMark, give_all, rules_of
from services.assessment.objects import Target
from services.assessment.publication.publish import Notice, announce, move
from services.assessment.rubric.model import Rubric
from services.assessment.rubric.versions import add, approve, rubric_of
from services.assessment.rules import Manual
from services.assessment.scoring.run import Ask, run
from services.assessment.tables import AssessmentCycle
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.measures.period import containing, parse

SEED = 20_260_101
FORUM = "opinion"  # comes from the forum, and from nobody else
OFFICES = ("party", "family_planning", "order", "jobs", "welfare")
# Every third object is seen by a second inspector; these happened besides.
TWICE = 3
PRAISED, VETOED = 7, 23
Given = tuple[Target, NewMark]


def assess(session: Session, office: Scope, zone: ZoneInfo, today: date) -> None:
    """Approve the example, open this year on it, mark the quarters that are over, and reckon everything."""
    version = add(session, office, EXAMPLE.read_bytes())
    first = date(today.year, 1, 1)
    before = datetime(today.year - 1, 12, 30, tzinfo=zone)
    approve(session, office, version.id, f"云街办〔{before.year}〕31号（示例）", first, before)
    opened = open_cycle(session, office, version.id, str(today.year), zone)
    rubric = rubric_of(version)
    chosen = select(Person.login, Person.id).where(Person.login.in_(inspectors()))
    people = dict(session.execute(chosen).tuples().all())
    for number in range(1, 5):
        quarter = parse(f"{today.year}-Q{number}")
        if quarter.stop <= containing(today, "quarter").start:
            edition = in_force(session, quarter.start)
            zones = outlines(session, edition.id) if edition else ()
            marks = list(marks_of(rubric, zones, people, number))
            give_all(session, office, cycle(session, quarter.key, opened.rubric), rubric, marks)
    run(session, opened, Ask(office, datetime.now(UTC), whole=True))
    for period in (containing(today, "half").moved(-1), containing(today, "quarter").moved(-1)):
        if period.start >= first:
            _publish(session, office, cycle(session, period.key, opened.rubric))


def _publish(session: Session, office: Scope, of: AssessmentCycle) -> None:
    """On notice a week after its end, published a week later."""
    noticed = of.stops_at + timedelta(days=7)
    until = noticed + timedelta(days=7)
    announce(session, office, of, Notice(until.date()), noticed)
    for act in ("concluded", "published"):
        move(session, office, of, act, until + timedelta(days=2))


def marks_of(rubric: Rubric, zones: tuple[Outline, ...], people: dict[str, UUID], quarter: int) -> Iterator[Given]:
    """A quarter's marks, the same from the same seed: objects are better or worse, inspectors stricter or milder.

    Nobody marks in their own community.
    """
    kinds = {assessed.kind for assessed in rubric.objects}
    most = {name: rule.most for name, rules in rules_of(rubric).items() for rule in rules if isinstance(rule, Manual)}
    logins = sorted(people)
    for at, zone in enumerate(sorted((z for z in zones if z.level in kinds), key=lambda z: z.code)):
        target, luck = Target(zone.level, zone.zone_id), _drawn(zone.code, quarter)
        good = _drawn(zone.code).gauss(0.82, 0.07)
        for name in OFFICES:
            yield target, _mark(name, most[name], good, luck, None)
        others = [login for login in logins if login.split("-")[1] != zone.code[9:12]]
        for login in luck.sample(others, 2 if at % TWICE == 0 else 1):
            mild = _drawn(login).gauss(0, 0.04)
            for name in sorted(set(most) - {FORUM, *OFFICES}):
                yield target, _mark(name, most[name], good + mild, luck, people[login])
        if quarter == 3 and at == PRAISED:
            yield target, NewMark("praise", "区级通报表扬", level="district")
        if quarter == 3 and at == VETOED:
            yield target, NewMark("accident", "责任事故，街道〔2026〕9号通报")


def _drawn(*key: object) -> Random:
    return Random(f"{SEED} {key}")  # noqa: S311 (invented figures)


def _mark(name: str, most: Decimal, good: float, luck: Random, by: UUID | None) -> NewMark:
    share = min(1.0, max(0.2, luck.gauss(good, 0.06)))
    # In halves of a point, as people mark.
    points = Decimal(round(float(most) * share * 2)) / 2
    return NewMark(name, "按季度督查评分", points, by=by)
