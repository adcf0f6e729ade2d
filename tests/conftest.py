"""Fixtures that all tests share: a real database, and sessions whose work is undone."""

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import app_engine, owner_engine
from tests.database import cloned

# No test is timed: on a busy machine any example may take long.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(scope="session")
def urls() -> Iterator[Urls]:
    """One database for the tests that undo what they do."""
    with cloned("shared") as made:
        yield made


@pytest.fixture
def fresh_urls() -> Iterator[Urls]:
    """A database of its own for a test that must commit."""
    with cloned("fresh") as made:
        yield made


@pytest.fixture(scope="session")
def owner(urls: Urls) -> Iterator[Engine]:
    """The shared database, as its owner."""
    engine = owner_engine(urls.owner)
    yield engine
    engine.dispose()


@pytest.fixture
def session(owner: Engine) -> Iterator[Session]:
    """A session as the owner, inside a transaction that is rolled back after the test."""
    with owner.connect() as connection, connection.begin() as outer:
        with Session(connection, join_transaction_mode="create_savepoint") as made:
            yield made
        outer.rollback()


@pytest.fixture
def app(fresh_urls: Urls) -> Iterator[Engine]:
    """A fresh database, as the web sees it: row-level security holds."""
    engine = app_engine(fresh_urls.app)
    yield engine
    engine.dispose()
