"""A person who brings files by the page, the files, and what stands in the database after."""

import re
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.cluster.roles import Urls
from services.database import owner_engine
from services.geography.tables import Edition
from services.intake.tables import Batch
from services.jobs.worker import serve_jobs
from services.matters.tables import Matter
from services.register.tables import Household
from services.settings import Settings
from tests import town
from tests.web.conftest import PASSWORD

HEADER = "编号,经度,纬度,人数"
STAGES = (
    "编号,事项代码,经度,纬度,上报时间,案件状态\n"
    "1,06010,113.601,33.4005,2026-03-01 08:00,挂起=一\n2,06010,113.601,33.4005,2026-03-01 08:00,已受理\n"
)


class Office:
    """A person in front of the page, with a worker that does what waits."""

    def __init__(self, app: FastAPI, settings: Settings, urls: Urls, role: str) -> None:
        self.settings, self.urls = settings, urls
        self.client = TestClient(app, follow_redirects=False)
        assert self.client.post("/sign-in", data={"login": role, "password": PASSWORD}).status_code == 303
        self.client.get("/intake?lang=en")

    def form(self, **fields: object) -> dict[str, object]:
        word = re.search(r'name="form" value="(\w+)"', self.client.get("/intake").text)
        assert word is not None
        return {"form": word[1], **fields}

    def hand_in(self, subject: str, *files: Path) -> str:
        parts = [("file", (f.name, f.read_bytes())) for f in files]
        answer = self.client.post("/intake", data=self.form(subject=subject), files=parts)
        assert answer.status_code == 303, answer.text
        self.work()
        return str(answer.headers["location"])

    def send(self, address: str, **fields: object) -> str:
        """Send a form, let the worker work, and read the page after it."""
        answer = self.client.post(address, data=self.form(**fields))
        assert answer.status_code == 303, answer.text
        self.work()
        return self.client.get(answer.headers["location"]).text

    def work(self) -> None:
        serve_jobs(self.settings, self.urls.owner, wait=False)


def count(engine: Engine, table: type[Household | Batch | Edition]) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def households(path: Path, *places_m: tuple[float, float], more: str = "") -> Path:
    rows = [f"H{i},{town.at(*p)[0]!r},{town.at(*p)[1]!r},2" for i, p in enumerate(places_m)]
    path.write_text("\n".join([HEADER, *rows, more]), encoding="gb18030")
    return path


def stood(office: Office) -> list[tuple[str, str]]:
    """Each matter and its stage."""
    owner = owner_engine(office.urls.owner)
    with Session(owner) as session:
        rows = session.execute(select(Matter.external_ref, Matter.stage).order_by(Matter.external_ref)).all()
    owner.dispose()
    return [(ref, stage) for ref, stage in rows]
