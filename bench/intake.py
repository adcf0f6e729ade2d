"""Intake with every check on against COPY of the same rows, ready made, into the same table with its indexes.

Ours reads the file, checks each cell and place, keeps out what is there already, and puts every point into its
grid; COPY has nothing to do but to write rows that somebody else has made fit. Aim: a third of its rate.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.processes import spent_s
from bench.record import keep
from bench.town import CHOICES, database_of, write_matters
from services.intake import points
from services.intake.read import read, sha256

RUNS = 3
COLUMNS = (
    "id, external_ref, batch_id, accuracy_m, geom, code, source, address, opened_at, due_at, closed_at, stage, seq"
)


def by_us(session: Session, path: Path) -> float:
    """Seconds of processor time from the file to located points."""
    before = spent_s()
    points.take_points(session, "matters", read(path), sha256(path), CHOICES)
    session.commit()
    return spent_s() - before


def ready_rows(session: Session, folder: Path) -> bytes:
    """What COPY would need: the rows as the database itself writes them."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with driver.cursor() as cursor, cursor.copy(f"COPY matter ({COLUMNS}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def by_copy(session: Session, rows: bytes) -> float:
    """Seconds of processor time of COPY into the emptied table."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    before = spent_s()
    with driver.cursor() as cursor, cursor.copy(f"COPY matter ({COLUMNS}) FROM STDIN") as copy:
        copy.write(rows)
    session.commit()
    return spent_s() - before


def empty(session: Session) -> None:
    """Take all points out again."""
    session.execute(text("TRUNCATE matter, matter_event, matter_location, point_cell CASCADE"))
    session.commit()


def compare(count: int, side: int) -> float:
    """Measure in turn. Returns the ratio: COPY's seconds by ours.

    Raises AssertionError where a row is lost on the way.
    """
    ours, theirs = [], []
    with TemporaryDirectory() as folder, database_of(side) as session:
        path = Path(folder) / "matters.csv"
        write_matters(path, count)
        for _ in range(RUNS):
            ours.append(by_us(session, path))
            located = session.scalar(text("SELECT count(*) FROM matter_location"))
            rows = ready_rows(session, Path(folder))
            empty(session)
            theirs.append(by_copy(session, rows))
            copied = session.scalar(text("SELECT count(*) FROM matter"))
            empty(session)
            if not located == copied == count:
                raise AssertionError(f"{count} rows, {located} located, {copied} copied")
    return keep(f"intake of {count:,} matters, checked and located", "COPY", ours, theirs, "s")


def main() -> None:
    """The size of a year of a large subdistrict."""
    compare(100_000, 31)


if __name__ == "__main__":
    main()
