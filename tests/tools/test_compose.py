"""docker-compose.yml and the Dockerfile against the settings; no Docker engine is needed to read them."""

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import yaml
from sqlalchemy.engine import make_url

from services.messages import ROOT
from services.settings import Settings
from tools.health import healthy

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PINNED = re.compile(r":\d+[-.\d]*\d(-\w+)?$")


def test_every_image_has_a_version() -> None:
    images = [s["image"] for s in SERVICES.values() if "image" in s]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(images) == 2
    assert all(PINNED.search(image) for image in images)


def test_every_port_is_open_on_this_machine_alone() -> None:
    ports = [p for s in SERVICES.values() for p in s["ports"]]
    assert len(ports) == 2
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", p) for p in ports)


def test_the_app_waits_for_a_healthy_database_and_both_are_watched() -> None:
    assert SERVICES["app"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert SERVICES["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    check = SERVICES["app"]["healthcheck"]["test"]
    assert check[:4] == ["CMD", ".venv/bin/python", "-m", "tools.health"]
    assert check[4].endswith("/healthz")


def test_the_databases_files_outlive_its_container() -> None:
    named = [v.split(":")[0] for s in SERVICES.values() for v in s["volumes"]]
    assert sorted(named) == sorted(COMPOSE["volumes"])
    assert "/var/lib/postgresql/data" in SERVICES["database"]["volumes"][0]


def test_the_environment_is_the_settings_own(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {k: v.replace("${XUNGE_DATABASE_PASSWORD}", "x") for k, v in SERVICES["app"]["environment"].items()}
    for name in os.environ.keys() & {"DATABASE_URL", *(f"XUNGE_{f.upper()}" for f in Settings.model_fields)}:
        monkeypatch.delenv(name)
    known = {f"XUNGE_{f.upper()}" for f in Settings.model_fields} | {"DATABASE_URL"}
    assert given.keys() <= known
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    url = make_url(str(settings.database_url))
    database = SERVICES["database"]["environment"]
    assert (url.host, url.username, url.database) == ("database", database["POSTGRES_USER"], database["POSTGRES_DB"])
    assert SERVICES["app"]["ports"][0].endswith(f":{settings.port}")
    assert f"EXPOSE {settings.port}" in DOCKERFILE


def test_no_password_is_written_down() -> None:
    password = SERVICES["database"]["environment"]["POSTGRES_PASSWORD"]
    assert password.startswith("${XUNGE_DATABASE_PASSWORD:?")


def test_the_image_is_set_up_by_the_same_set_up() -> None:
    assert "RUN tools/setup app" in DOCKERFILE
    assert "USER xunge" in DOCKERFILE
    assert (ROOT / "tools" / "setup").stat().st_mode & 0o111


class Answer(BaseHTTPRequestHandler):
    """Answers /well with 200 and everything else with 503."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/well" else 503)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Somebody who answers on this machine."""
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_check_tells_well_from_ill_and_from_nobody(address: str) -> None:
    assert healthy(f"{address}/well")
    assert not healthy(f"{address}/ill")
    assert not healthy("http://127.0.0.1:1/healthz")
