"""The private PostgreSQL: started, crashed, restarted, and closed to everybody else."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.cluster import server
from services.cluster.layout import find_binaries, layout
from services.errors import Invalid
from services.settings import Settings
from tests import database


@pytest.fixture
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An instance of its own, which a test may crash."""
    home = Path("/tmp") / tmp_path_factory.mktemp("home").name / f"instance-{os.getpid()}"  # noqa: S108
    settings = Settings(home=home)
    server.start(settings, durable=False)
    yield settings
    server.stop(settings)
    server.remove(layout(home))


def test_it_starts_again_after_its_server_was_killed(instance: Settings) -> None:
    os.kill(server.server_pid(layout(instance.home)), signal.SIGKILL)
    urls = server.start(instance)
    with psycopg.connect(host=str(urls.owner.query["host"]), user="xunge_owner", dbname="xunge") as connection:
        row = connection.execute("SELECT postgis_lib_version()").fetchone()
    assert row is not None
    assert row[0] >= "3.3"


def test_two_instances_live_side_by_side(instance: Settings) -> None:
    assert layout(instance.home).sockets != database.cluster().sockets
    assert server.status(instance)


def test_no_tcp_port_is_open(instance: Settings) -> None:
    with server.connect(layout(instance.home), "postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_apps_roles_are_neither_superuser_nor_beyond_row_security(instance: Settings) -> None:
    with server.connect(layout(instance.home), "postgres") as connection:
        rows = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'xunge\\_%'"
        ).fetchall()
    assert rows == [(False, False, False)] * 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another system user")
def test_another_system_user_is_refused(instance: Settings) -> None:
    place = layout(instance.home)
    tried = subprocess.run(
        [
            *("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", place.binaries / "psql"),
            *("-h", str(place.sockets), "-U", "xunge_owner", "-c", "SELECT 1", "xunge"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert tried.returncode != 0
    assert "Peer authentication failed" in tried.stderr


def test_a_machine_without_postgresql_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Install the packages postgresql and postgis"):
        find_binaries(tmp_path)


def test_a_server_that_cannot_start_says_where_and_why(instance: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stop(instance)
    place = layout(instance.home)
    conf = place.data / "postgresql.auto.conf"
    kept = conf.read_text(encoding="utf-8")
    conf.write_text(kept + "no_such_setting = on\n", encoding="utf-8")
    monkeypatch.setattr(server, "START_SECONDS", 0.0)
    try:
        with pytest.raises(Invalid, match="no_such_setting"):
            server.start_server(place)
    finally:
        conf.write_text(kept, encoding="utf-8")
