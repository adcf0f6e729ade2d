"""The demo: the town's files taken in by the product's own intake, and one account a role."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from seeds.assessed import assess
from seeds.town import files, lives
from seeds.town.people import posts
from seeds.town.plan import draw_plan
from seeds.town.zones import zones as town_zones
from services.access.people import NewPerson, add_people
from services.access.scope import scope_of
from services.access.tables import Person
from services.coverage.addresses import Place, addresses
from services.coverage.cycles import Opening, open_cycle
from services.coverage.statements import Said, decide, state
from services.database import act_as
from services.geography.editions import editions
from services.hotspots.analyse import analyse
from services.hotspots.question import Question
from services.intake import points, zones
from services.intake.base_map import Choices, take_base_map
from services.intake.cells import Reading
from services.intake.histories import take_histories
from services.intake.read import read, sha256
from services.matters.deadlines.limits import set_limit
from services.matters.departments import set_department
from services.measures.period import Kind, containing
from services.register.editions import Freezing, freeze
from services.working_time.office import take_calendar

# The only password that is known beforehand; it opens invented data on this machine.
PASSWORD = "xunge-demo"  # noqa: S105
EDITIONS = (
    ("edition-2025-01", date(2025, 1, 1), "首次划定", "云街办〔2025〕1号"),
    ("edition-2026-07", date(2026, 7, 1), "调整边界，拆分、合并网格各一处", "云街办〔2026〕14号"),
)
PEOPLE = (
    NewPerson("office", "网格办", "office"),
    NewPerson("inspector", "督查员（石桥）", "inspector", ["999901001002"]),
    NewPerson("community", "云栖社区专干", "community", ["999901001001"]),
    NewPerson("area", "云栖第1片区负责人", "area_leader", ["999901001001P1"]),
    NewPerson("grid", "云栖第10网格长", "grid_leader", ["999901001001010"]),
    NewPerson("forum", "座谈会", "forum", ["999901001"]),
)
HOTSPOT_ACROSS_M = 100.0
Say = Callable[[str], None]


def load(session: Session, folder: Path, zone: ZoneInfo, today: date, say: Say) -> Iterator[NewPerson]:
    """Load the town unless it is there already, and yield the accounts. Says each step."""
    if not editions(session):
        say("Drawing the demo town")
        files.write(folder, today=today)
        _take_all(session, folder, zone, say)
        say("Adding people")
        add_people(session, (*PEOPLE, *_posts()), PASSWORD)
        say("What became of the matters")
        _live(session, folder, zone)
        say("Coverage")
        _cover(session, zone, today)
        say("Hotspots")
        _draw_hotspots(session, zone, today)
        say("Assessment")
        office = session.scalars(select(Person).where(Person.login == PEOPLE[0].login)).one()
        act_as(session, office.id)
        assess(session, scope_of(session, office), zone, today)
    yield from PEOPLE


def _posts() -> Iterator[NewPerson]:
    """Everybody else who works there; the same password opens their invented data too."""
    for post in posts(town_zones(draw_plan(files.SEED), second=True)):
        yield NewPerson(post.login, post.title, post.role, [post.zone])


def _live(session: Session, folder: Path, zone: ZoneInfo) -> None:
    """The office sets its calendar, departments and limits, and the lives of the matters come in."""
    office = session.scalars(select(Person).where(Person.login == PEOPLE[0].login)).one()
    act_as(session, office.id)
    scope = scope_of(session, office)
    take_calendar(session, scope, read(folder / "calendar.csv"))
    for code, name, name_en in lives.DEPARTMENTS:
        set_department(session, scope, code, name, name_en)
    for limit in lives.LIMITS:
        set_limit(session, scope, limit)
    path = folder / "histories.csv"
    choices = points.Choices(Reading(zone), received_by=office.id, scope=scope)
    if not take_histories(session, read(path), sha256(path), choices).written:
        raise ValueError(path.name)


def _cover(session: Session, zone: ZoneInfo, today: date) -> None:
    """The office freezes the register and opens this year, its halves and its quarters; two statements are made."""
    office, community, grid = (
        session.scalars(select(Person).where(Person.login == login)).one() for login in ("office", "community", "grid")
    )
    act_as(session, office.id)
    given = Freezing("2025年末入户摸底", date(today.year, 1, 1), str(today.year))
    register = freeze(session, scope_of(session, office), given)
    kinds: tuple[Kind, ...] = ("year", "half", "quarter")
    opened = {
        kind: open_cycle(session, scope_of(session, office), Opening(containing(today, kind).key, register.id), zone)
        for kind in kinds
    }
    newest = max(editions(session), key=lambda edition: edition.valid_from)
    place = Place(opened["quarter"], newest.id)
    act_as(session, grid.id)
    scope = scope_of(session, grid)
    missed = [one for one in addresses(session, scope, place, scope.grid_ids) if one.state == "missing"]
    said = (("inaccessible", "works", "照片 0317"), ("excluded", "demolished", "云街办函 88"))
    made = [state(session, scope, place, Said(one.ref, *words)) for one, words in zip(missed, said, strict=False)]
    act_as(session, community.id)
    for one in made[1:]:
        decide(session, scope_of(session, community), one.id, approve=True)


def hotspot_question(edition_id: int, today: date) -> Question:
    """What the demo's hotspot map is asked: sanitation by patrols, in the half-year that has two months behind it."""
    period = containing(today - timedelta(days=61), "half").key
    return Question(edition_id, period, group="sanitation", across_m=HOTSPOT_ACROSS_M)


def _draw_hotspots(session: Session, zone: ZoneInfo, today: date) -> None:
    office = session.scalars(select(Person).where(Person.login == PEOPLE[0].login)).one()
    act_as(session, office.id)
    newest = max(editions(session), key=lambda edition: edition.valid_from)
    question = hotspot_question(newest.id, today)
    analyse(session, scope_of(session, office), question, zone, lambda _done, _all: None)


def _take_all(session: Session, folder: Path, zone: ZoneInfo, say: Say) -> None:
    for name, day, reason, document in EDITIONS:
        path = folder / f"{name}.geojson"
        say(f"{path.name}")
        given = zones.EditionGiven(name.removeprefix("edition-"), day, reason, document)
        zones.take_zones(session, read(path), sha256(path), given, zones.Choices())
    for layer in ("streets", "water", "parks", "buildings"):
        say(f"{layer}.geojson")
        path = folder / f"{layer}.geojson"
        take_base_map(session, layer, read(path), sha256(path), Choices())
    for subject in ("households", "matters", "visits"):
        path = folder / f"{subject}.csv"
        say(path.name)
        points.take_points(session, subject, read(path), sha256(path), points.Choices(Reading(zone)))
