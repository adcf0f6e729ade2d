"""A disk without room is known as such however it comes to us."""

import errno
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.full_disk import is_full, sentence

# What the server does when a file can't grow: error 53100, disk_full.
FULL = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"


def test_the_databases_full_disk_is_known_through_sqlalchemy(session: Session) -> None:
    with pytest.raises(DBAPIError) as refused:
        session.execute(text(FULL))
    assert is_full(refused.value)


def test_the_databases_full_disk_is_known_from_the_driver(session: Session) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with pytest.raises(psycopg.Error) as refused:
        driver.execute(FULL)
    assert is_full(refused.value)


def test_this_machines_full_disk_is_known_even_as_a_cause() -> None:
    with pytest.raises(OSError, match="No space left") as full:
        Path("/dev/full").write_text("x" * 100_000, encoding="utf-8")
    later = RuntimeError("while writing")
    later.__cause__ = full.value
    assert is_full(full.value)
    assert is_full(later)


def test_no_other_error_is_taken_for_it(session: Session) -> None:
    assert not is_full(OSError(errno.EACCES, "no"))
    with pytest.raises(DBAPIError) as refused:
        session.execute(text("SELECT 1 / 0"))
    assert not is_full(refused.value)


def test_it_says_that_nothing_is_lost_in_both_languages() -> None:
    assert "is whole" in sentence().render("en")
    assert "原有数据完好" in sentence().render("zh")
