"""The private PostgreSQL: started, crashed, restarted, and closed to everybody else."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from migrations import run
from services.cluster import roles, server
from services.cluster.conf import OWNER_ROLE
from services.cluster.doctor import examine
from services.cluster.layout import Layout, layout
from services.cluster.process import own_folder
from services.errors import Invalid
from services.settings import Settings
from tests import database

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another system user")


@pytest.fixture(scope="module")
def instance() -> Iterator[Settings]:
    """An instance of its own, as durable as a real one, which a test may crash."""
    home = database.new_home()
    made = database.settings_of(home)
    server.start(made)
    yield made
    database.throw_away(home)


@pytest.fixture
def place(instance: Settings) -> Layout:
    """Its folders, the server running."""
    server.start(instance)
    return layout(instance.home)


def rows(place: Layout, query: str) -> list[tuple[object, ...]]:
    """What the superuser reads."""
    with roles.connect(place, roles.DATABASE) as connection:
        return connection.execute(query.encode()).fetchall()


def test_it_starts_again_after_its_server_was_killed_and_kept_what_was_committed(instance: Settings) -> None:
    place = layout(instance.home)
    with roles.connect(place, roles.DATABASE) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(server.server_pid(place), signal.SIGKILL)
    server.start(instance)
    assert rows(place, "SELECT answer FROM kept") == [(42,)]


def test_a_new_instance_passes_the_examination(instance: Settings) -> None:
    urls = server.start(instance)
    run.upgrade(urls.owner)
    found = examine(urls, instance.home, current=run.current(urls.owner), head=run.head())
    assert [f.message.render("en") for f in found if not f.holds] == []


def test_starting_twice_changes_nothing(instance: Settings, place: Layout) -> None:
    before = server.server_pid(place)
    assert server.start(instance) == server.start(instance)
    assert server.server_pid(place) == before


def test_two_instances_live_side_by_side(instance: Settings, place: Layout) -> None:
    other = database.cluster()
    assert server.status(instance)
    assert server.is_running(other)
    assert other.sockets != place.sockets
    assert rows(other, "SHOW data_directory") == [(str(other.data),)]
    assert rows(place, "SHOW data_directory") == [(str(place.data),)]


def test_no_tcp_port_is_open(place: Layout) -> None:
    assert rows(place, "SHOW listen_addresses") == [("",)]
    sockets = Path("/proc/net/tcp").read_text(encoding="ascii")
    inodes = {str(fd.readlink()) for fd in Path(f"/proc/{server.server_pid(place)}/fd").iterdir() if fd.is_symlink()}
    assert not [line for line in sockets.splitlines()[1:] if f"socket:[{line.split()[9]}]" in inodes]


def test_the_roles_are_neither_superusers_nor_beyond_row_security(place: Layout) -> None:
    query = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'xunge\\_%'"
    assert rows(place, query) == [(False, False, False, False)] * 2
    assert rows(place, "SELECT rolinherit FROM pg_roles WHERE rolname = 'xunge_app'") == [(False,)]


def test_the_cluster_checks_its_pages_and_speaks_utf_8(place: Layout) -> None:
    query = "SELECT current_setting('data_checksums'), current_setting('server_encoding'), current_setting('jit')"
    assert rows(place, query) == [("on", "UTF8", "off")]


def as_nobody(place: Layout, folder: Path) -> subprocess.CompletedProcess[str]:
    """Somebody else on the machine tries to get in."""
    return subprocess.run(
        [
            *("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", place.binaries / "psql"),
            *("-h", str(folder), "-U", OWNER_ROLE, "-c", "SELECT 1", roles.DATABASE),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


@root_only
def test_another_system_user_does_not_reach_the_socket(place: Layout) -> None:
    tried = as_nobody(place, place.sockets)
    assert tried.returncode != 0
    assert "Permission denied" in tried.stderr


@root_only
def test_another_system_user_is_refused_even_where_the_socket_is_reached(place: Layout) -> None:
    socket = place.sockets / ".s.PGSQL.5432"
    place.sockets.chmod(0o755)
    socket.chmod(0o777)
    tried = as_nobody(place, place.sockets)
    own_folder(place.sockets, place)
    socket.chmod(0o700)
    assert "Peer authentication failed" in tried.stderr


def test_it_stops_once(instance: Settings, place: Layout) -> None:
    assert server.stop(instance)
    assert not server.stop(instance)
    assert not server.status(instance)
    assert not (place.data / "postmaster.pid").exists()


def test_an_instance_that_was_never_started_has_nothing_to_stop(tmp_path: Path) -> None:
    never = database.settings_of(tmp_path)
    assert not server.stop(never)
    assert not server.status(never)


def test_a_half_made_cluster_is_made_anew() -> None:
    home = database.new_home()
    half_made = home / "postgresql" / "data.half-made"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("15\n", encoding="ascii")
    try:
        server.start(database.settings_of(home), durable=False)
        assert not half_made.exists()
    finally:
        database.throw_away(home)


def test_a_server_that_cannot_start_says_where_and_why_without_waiting(instance: Settings, place: Layout) -> None:
    server.stop(instance)
    conf = place.data / "postgresql.auto.conf"
    kept = conf.read_text(encoding="utf-8")
    conf.write_text(kept + "no_such_setting = on\n", encoding="utf-8")
    with pytest.raises(Invalid, match=f"{place.data} did not start.*no_such_setting"):
        server.start(instance)
    conf.write_text(kept, encoding="utf-8")
    server.start(instance)


@root_only
def test_a_folder_that_postgresql_may_not_enter_is_named() -> None:
    home = database.new_home()
    home.chmod(0o700)
    with pytest.raises(Invalid, match=f"may not enter {home}"):
        server.start(database.settings_of(home))
    shutil.rmtree(home)


def test_no_cluster_is_begun_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    home = database.new_home()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=400_000_000))
    with pytest.raises(Invalid, match="Only 400 MB are free") as refused:
        server.start(database.settings_of(home))
    assert refused.value.code == "cluster.no_room"
    assert not layout(home).made
    database.throw_away(home)
