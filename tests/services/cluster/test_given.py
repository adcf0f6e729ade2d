"""Where DATABASE_URL is set, the operator's PostgreSQL is used and no other is started."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, text

from services.cluster import oldest, server
from services.database import app_engine
from services.errors import Invalid
from services.settings import Settings
from tests.database import cloned, cluster


@pytest.fixture
def given() -> Iterator[URL]:
    """A database of the tests' cluster, signed in to as its superuser: an operator's own PostgreSQL."""
    with cloned("given") as made:
        yield made.owner.set(username=cluster().user)


def settings(url: URL | str, home: Path) -> Settings:
    """An instance over the operator's database."""
    text_of_url = url if isinstance(url, str) else url.set(drivername="postgresql").render_as_string(False)
    return Settings(home=home, database_url=text_of_url)


def test_nothing_is_started_and_both_ways_in_are_the_one_that_was_given(given: URL, tmp_path: Path) -> None:
    urls = server.start(settings(given, tmp_path))
    assert urls.owner == urls.app == given
    assert list(tmp_path.iterdir()) == []


def test_the_app_acts_as_its_own_role_although_the_login_could_do_more(given: URL, tmp_path: Path) -> None:
    engine = app_engine(server.start(settings(given, tmp_path)).app)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT current_user")).scalar_one() == "xunge_app"
        bound = "SELECT row_security_active('household_location')"
        assert connection.execute(text(bound)).scalar_one() is True
    engine.dispose()


def test_a_login_of_few_rights_may_act_as_the_app_once_the_role_is_granted(given: URL, tmp_path: Path) -> None:
    urls = server.start(settings(given.set(username="xunge_owner"), tmp_path))
    assert urls.app.username == "xunge_owner"


def test_it_is_not_ours_to_stop(given: URL, tmp_path: Path) -> None:
    chosen = settings(given, tmp_path)
    assert not server.stop(chosen)
    assert server.status(chosen)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    nowhere = "postgresql://me:secret@127.0.0.1:1/xunge"
    with pytest.raises(Invalid, match=r"127\.0\.0\.1:1/xunge can't be used") as refused:
        server.start(settings(nowhere, tmp_path))
    assert "secret" not in str(refused.value)


def test_what_is_no_address_is_refused_with_the_form_of_one(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="postgresql://user:password@host:5432/database"):
        server.start(settings("my database", tmp_path))


def test_an_old_server_or_postgis_is_refused_before_anything_is_written(
    given: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(oldest, "SERVER", 990000)
        with pytest.raises(Invalid, match=r"PostgreSQL is 1\d\.\d+; 15\.20 or newer is needed"):
            server.start(settings(given, tmp_path))
    monkeypatch.setattr(oldest, "POSTGIS", (99, 0))
    with pytest.raises(Invalid, match=r"PostGIS is 3\.\d+\.\d+; 3\.3 or newer is needed"):
        server.start(settings(given, tmp_path))


def test_a_database_that_is_not_in_utf_8_is_refused_with_the_command_that_makes_one(given: URL, tmp_path: Path) -> None:
    server_url = given.set(drivername="postgresql", database="postgres").render_as_string(False)
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain_ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        try:
            with pytest.raises(Invalid, match=r"encoded in SQL_ASCII; UTF8 is needed.*--encoding UTF8"):
                server.start(settings(given.set(database="plain_ascii"), tmp_path))
        finally:
            connection.execute("DROP DATABASE plain_ascii")


@pytest.mark.parametrize(("version", "old"), [("3.2.9", True), ("2.5", True), ("3.3.2", False), ("3.10.0", False)])
def test_versions_are_compared_as_numbers(version: str, old: bool) -> None:
    assert oldest.postgis_is_old(version) is old
