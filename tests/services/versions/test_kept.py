"""Results kept by version: made once, made anew after a change, and never kept out of an open transaction."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from services.versions.kept import Kept

STREET = text(
    "INSERT INTO street (name, geom) VALUES ('s', ST_Multi(ST_GeomFromText('LINESTRING(113 33, 114 33)', 4326)))"
)
# The rows stay as a transaction left them that has ended.
ENDED = text("UPDATE layer_version SET changed_by = NULL")
Counted = Callable[[], int]


@pytest.fixture
def counted() -> Counted:
    """Says how often it was asked."""
    numbers: Iterator[int] = iter(range(1, 100))
    return lambda: next(numbers)


@pytest.fixture
def kept(session: Session) -> Kept[int]:
    """Two results of streets at most."""
    session.execute(ENDED)
    return Kept(("streets",), 2)


def test_a_result_is_made_once_for_each_thing(session: Session, kept: Kept[int], counted: Counted) -> None:
    assert [kept.get(session, (key,), counted) for key in ("a", "b", "a", "b")] == [1, 2, 1, 2]


def test_a_changed_version_gives_a_new_result(session: Session, kept: Kept[int], counted: Counted) -> None:
    assert kept.get(session, ("a",), counted) == 1
    session.execute(STREET)
    session.execute(ENDED)
    assert [kept.get(session, ("a",), counted) for _ in range(2)] == [2, 2]


def test_another_layer_changes_nothing(session: Session, kept: Kept[int], counted: Counted) -> None:
    assert kept.get(session, ("a",), counted) == 1
    session.execute(text("UPDATE layer_version SET version = version + 1 WHERE layer = 'water'"))
    assert kept.get(session, ("a",), counted) == 1


def test_what_a_transaction_has_changed_itself_is_not_kept(session: Session, kept: Kept[int], counted: Counted) -> None:
    session.execute(STREET)
    assert [kept.get(session, ("a",), counted) for _ in range(2)] == [1, 2]
    session.execute(ENDED)
    assert kept.get(session, ("a",), counted) == 3


def test_the_longest_unused_is_dropped(session: Session, kept: Kept[int], counted: Counted) -> None:
    assert [kept.get(session, (key,), counted) for key in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]
