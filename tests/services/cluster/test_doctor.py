"""The examination finds what would lose rows or open doors."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from services.cluster import doctor, oldest
from services.cluster.roles import Urls, connect
from tests.database import cloned, cluster

NOT_DURABLE = {"fsync", "full_page_writes", "synchronous_commit"}


@pytest.fixture
def urls() -> Iterator[Urls]:
    """A database of the tests' cluster, which is quick and loses rows when the machine fails."""
    with cloned("doctor") as made:
        yield made


def failing(urls: Urls, current: str | None = "b") -> dict[str, str]:
    """The sentences of what does not hold, by name."""
    found = doctor.examine(urls, Path("/tmp"), current=current, head="b")  # noqa: S108 (a folder that is there)
    return {f.name: f.message.render("en") for f in found if not f.holds}


def as_superuser(urls: Urls, *statements: str) -> None:
    """Change what only a superuser may."""
    with connect(cluster(), str(urls.owner.database)) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_a_quick_cluster_is_told_that_it_may_lose_rows(urls: Urls) -> None:
    found = failing(urls)
    assert found.keys() == NOT_DURABLE
    assert found["fsync"] == "fsync is off; it must be on."


def test_a_setting_of_the_app_role_alone_is_found(urls: Urls) -> None:
    database = urls.owner.database
    as_superuser(
        urls,
        f"ALTER DATABASE {database} SET synchronous_commit = on",
        f"ALTER ROLE xunge_app IN DATABASE {database} SET synchronous_commit = off",
    )
    assert failing(urls)["synchronous_commit"] == "synchronous_commit is off; it must be on."
    as_superuser(urls, f"ALTER ROLE xunge_app IN DATABASE {database} RESET synchronous_commit")
    assert "synchronous_commit" not in failing(urls)


def test_an_app_role_that_owns_a_table_is_found(urls: Urls) -> None:
    as_superuser(urls, "CREATE TABLE its_own ()", "ALTER TABLE its_own OWNER TO xunge_app")
    assert "owns tables" in failing(urls)["app_role"]


def test_an_app_role_beyond_row_security_is_found(urls: Urls) -> None:
    as_superuser(urls, "ALTER ROLE xunge_app BYPASSRLS")
    found = failing(urls)
    as_superuser(urls, "ALTER ROLE xunge_app NOBYPASSRLS")
    assert "bypasses row-level security" in found["app_role"]


def test_tables_that_lag_behind_are_found(urls: Urls) -> None:
    assert failing(urls, current=None)["revision"] == "The tables are at revision -; the newest is b."


def test_an_old_server_and_an_old_postgis_are_found(urls: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oldest, "SERVER", 990000)
    monkeypatch.setattr(oldest, "POSTGIS", (99, 0))
    assert {"server", "postgis"} <= failing(urls).keys()


def test_a_full_disk_is_found(urls: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=400_000_000))
    assert failing(urls)["disk"] == "0.4 GB are free in /tmp; at least 1 GB is needed."
