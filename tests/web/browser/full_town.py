"""The small town with something on every page: a cycle, a proof, a hotspot, a doubted visit, a draft, files."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geo.crs import wgs84_to_gcj02
from services.access.people import NewPerson, add_person
from services.access.scope import Scope, scope_of
from services.access.tables import Person
from services.assessment import cycles
from services.assessment.rubric import versions as rubrics
from services.assessment.scoring.run import Ask, run
from services.back_check.draw import Asked, draw
from services.coverage.cycles import Opening, open_cycle
from services.database import app_engine, owner_engine
from services.geography.drafts.draft import open_draft
from services.geography.tables import Edition
from services.hotspots.analyse import analyse
from services.hotspots.question import Question
from services.intake.tables import Batch
from services.register.editions import Freezing, freeze
from services.settings import Settings
from tests import database, town
from tests.services.assessment.place import MEASURES
from tests.services.coverage.conftest import HOMES
from tests.services.hotspots.test_analyse import fill
from tests.web.conftest import PASSWORD, ROLES
from tests.web.intake.person import HEADER, Office
from web.app import create_app

ZONE = ZoneInfo("Asia/Shanghai")
VISITS = "编号,经度,纬度,类型,户编号,走访人,设备,精度,走访时间"


@dataclass(frozen=True)
class FullTown:
    """The app over the town, and what its addresses need to know."""

    app: FastAPI
    numbers: dict[str, object]


def visits(path: Path) -> Path:
    """T1 is told from 120 m north of H0; d7 tells twenty visits to H1 in GCJ-02."""
    shifted = tuple(float(v) for v in wgs84_to_gcj02(*town.at(*HOMES[1])))
    told = [("T0", "H1", town.at(*HOMES[1]), "2026-10-12 09:00", "d1"),
            ("T1", "H0", town.at(HOMES[0][0], 170), "2026-10-12 09:30", "d1")]  # fmt: skip
    told += [(f"S{i:02d}", "H1", (shifted[0] + i * 1e-6, shifted[1]), f"2026-10-{i + 10} 10:00", "d7")
             for i in range(20)]  # fmt: skip
    lines = [f"{ref},{at[0]!r},{at[1]!r},visit,{home},grid_leader,{device},8,{when}"
             for ref, home, at, when, device in told]  # fmt: skip
    path.write_text("\n".join([VISITS, *lines]) + "\n", encoding="utf-8")
    return path


def settle(session: Session, folder: Path) -> dict[str, object]:
    """The town with its people, its month, its proof, its hotspots and a draft of new boundaries."""
    fill(session, folder)
    town.take(session, "households", town.write_households(folder / "homes.csv", HOMES))
    session.execute(text("UPDATE household SET residents = 2, address = external_ref"))
    for role, zones in ROLES.items():
        add_person(session, NewPerson(role, role, role, zones), PASSWORD)
    office = scope_of(session, session.scalars(select(Person).where(Person.login == "office")).one())
    register = freeze(session, office, Freezing("census of homes", date(2026, 9, 30), "2026-10")).id
    open_cycle(session, office, Opening("2026-10", register), ZONE)
    town.take(session, "visits", visits(folder / "told.csv"))
    return {"rubric": assess(session, office)} | drawn(session, office, register)


def assess(session: Session, office: Scope) -> int:
    """The fourth quarter, opened on the measures of the tests and reckoned. Returns the version of these."""
    version = rubrics.add(session, office, MEASURES).id
    rubrics.approve(session, office, version, "office, no. 1", date(2026, 1, 1), datetime(2025, 12, 30, tzinfo=ZONE))
    quarter = cycles.open_cycle(session, office, version, "2026-Q4", ZONE)
    run(session, quarter, Ask(office, datetime(2027, 1, 5, tzinfo=ZONE)))
    return version


def drawn(session: Session, office: Scope, register: int) -> dict[str, object]:
    """A proof of the register, a map of hotspots, and a draft."""
    edition = session.scalars(select(Edition.id)).one()
    check = draw(session, office, Asked(register, edition, tolerance=Decimal("0.1")), "full town").id
    asked = Question(edition, "2026", found_by="anyone", across_m=50, permutations=999)
    hotspots = analyse(session, office, asked, ZONE, lambda _done, _all: None)
    return {"check": check, "hotspots": hotspots, "draft": open_draft(session, office, edition, "second").id}


def homes(path: Path, ref: str, *places_m: tuple[float, float], more: str = "") -> Path:
    """A file of households that are new to the register."""
    rows = [f"{ref}{i},{town.at(*place)[0]!r},{town.at(*place)[1]!r},2" for i, place in enumerate(places_m)]
    path.write_text("\n".join([HEADER, *rows, more]) + "\n", encoding="utf-8")
    return path


def files(office: Office, folder: Path) -> dict[str, object]:
    """One file that is taken in, and one whose rows lie outside or can't be read."""
    good = office.hand_in("households", homes(folder / "good.csv", "K", (300, 50), (310, 50)))
    office.send(f"{good}/check")
    office.send(f"{good}/write")
    bad = office.hand_in("households", homes(folder / "bad.csv", "L", (900, 900), more="X,east,33.4,2"))
    office.send(f"{bad}/check")
    owner = owner_engine(office.urls.owner)
    with Session(owner) as session:
        batch = session.scalars(select(Batch.id).where(Batch.file_name == "good.csv")).one()
    owner.dispose()
    return {"upload": bad.rpartition("/")[2], "batch": batch}


@contextmanager
def full_town(folder: Path) -> Iterator[FullTown]:
    """The town in a database of its own, until leaving."""
    with database.cloned("full_town") as urls:
        owner = owner_engine(urls.owner)
        with Session(owner) as session, session.begin():
            numbers = settle(session, folder)
        owner.dispose()
        engine = app_engine(urls.app)
        settings = Settings(home=folder, database_url=None, lang="en")
        app = create_app(settings, engine)
        # The browser's driver has a loop of its own in this thread, so that the worker needs another.
        with ThreadPoolExecutor(1) as worker:
            taken = worker.submit(files, Office(app, settings, urls, "office"), folder).result()
        yield FullTown(app, numbers | taken)
        engine.dispose()
