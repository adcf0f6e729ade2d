"""Intake with every check on against COPY of the same rows, ready made.

Ours reads the file, checks each cell and place, keeps out what is there already, finds repeated reports, begins each
matter's life, and puts every point into its grid. COPY has nothing to do but to write rows that somebody else has made
fit. What "the same rows" are can be said in three ways, and all are measured:

- *all rows*: everything that intake wrote, into the tables as they stand with their keys, indexes, rules and triggers:
  the matters, two steps of each one's life, its place, and the pairs of reports. That is what the database holds in
  use, and against it the promise is held: a third of its rate.
- *matters alone*: a quarter of those rows, into their table as it stands.
- *matters into a heap*: the same into a table without keys. Nobody could work with it; no more can be had.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.processes import spent_s
from bench.record import keep
from bench.town import CHOICES, database_of, write_matters
from services.intake import points
from services.intake.read import read, sha256

RUNS = 3
# In the order in which they refer to each other. Cells of points follow from the places, by trigger.
WRITTEN = ("matter", "matter_event", "matter_location", "matter_pair")
BARE = "CREATE TEMPORARY TABLE bare AS SELECT * FROM matter LIMIT 0"
Rows = dict[str, bytes]


def by_us(session: Session, path: Path) -> float:
    """Seconds of processor time from the file to located points."""
    before = spent_s()
    points.take_points(session, "matters", read(path), sha256(path), CHOICES)
    session.commit()
    return spent_s() - before


def _cursor(session: Session) -> "psycopg.Cursor[tuple[object, ...]]":
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.cursor()


def ready_rows(session: Session) -> Rows:
    """What COPY would need: the rows of each table as the database itself writes them."""
    found = {}
    for table in WRITTEN:
        with (
            _cursor(session) as cursor,
            cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy,
        ):
            found[table] = b"".join(bytes(part) for part in copy)
    return found


def by_copy(session: Session, rows: Rows) -> float:
    """Seconds of processor time of COPY into the emptied tables."""
    before = spent_s()
    for table, lines in rows.items():
        with (
            _cursor(session) as cursor,
            cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy,
        ):
            copy.write(lines)
    session.commit()
    return spent_s() - before


def into_heap(session: Session, matters: bytes) -> float:
    """Seconds of processor time of COPY of the matters alone into a table without keys."""
    session.execute(text("DROP TABLE IF EXISTS bare"))
    session.execute(text(BARE))
    session.commit()
    return by_copy(session, {"bare": matters})


def counted(session: Session) -> list[int | None]:
    """The rows of each table."""
    return [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in WRITTEN]  # noqa: S608 (names of ours)


def empty(session: Session) -> None:
    """Take all points out again."""
    session.execute(text("TRUNCATE matter, matter_event, matter_location, point_cell CASCADE"))
    session.commit()


def compare(count: int, side: int) -> float:
    """Measure in turn. Returns the ratio: the seconds of COPY of all the rows by ours.

    Raises AssertionError where a row is lost on the way.
    """
    ours, theirs, alone, heap = [], [], [], []
    with TemporaryDirectory() as folder, database_of(side) as session:
        path = Path(folder) / "matters.csv"
        write_matters(path, count)
        for _ in range(RUNS):
            ours.append(by_us(session, path))
            written, rows = counted(session), ready_rows(session)
            empty(session)
            theirs.append(by_copy(session, rows))
            copied = counted(session)
            empty(session)
            alone.append(by_copy(session, {"matter": rows["matter"]}))
            empty(session)
            heap.append(into_heap(session, rows["matter"]))
            if written != copied or written[:3] != [count, 2 * count, count]:
                raise AssertionError(f"{count} rows, {written} written, {copied} copied")
    work = f"intake of {count:,} matters, checked and located"
    keep(work, "COPY, matters into a heap", ours, heap, "s")
    keep(work, "COPY, matters alone", ours, alone, "s")
    return keep(work, "COPY, all rows", ours, theirs, "s")


def main() -> None:
    """The size of a year of a large subdistrict."""
    compare(100_000, 31)


if __name__ == "__main__":
    main()
