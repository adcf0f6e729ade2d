"""Many rows at once, in and out of the database by COPY, without a Python object for each value."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from struct import unpack_from
from types import NoneType
from typing import cast

import numpy as np
import psycopg
import psycopg.sql
from numpy.typing import NDArray
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Rows = NDArray[np.void]
LINES = 20_000
NULL = "\\N"
NO_TIME = np.iinfo(np.int64).min
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
# PostgreSQL manual, COPY, binary format: signature, flags, header extension; -1 ends it.
HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"
AT_ONCE = 50_000
TYPES = {"uuid": "V16", "int4": ">i4", "int8": ">i8", "float8": ">f8", "bool": "?"}
# Their numbers in PostgreSQL (pg_type.dat).
OIDS = {"|V16": 2950, ">i4": 23, ">i8": 20, ">f8": 701, "|b1": 16}


def _driver(session: Session) -> psycopg.Connection[tuple[object, ...]]:
    driver = session.connection().connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("COPY needs psycopg")
    return driver


@contextmanager
def _copying_into(session: Session, table: str, columns: Sequence[str], how: str) -> Iterator[psycopg.Copy]:
    names = psycopg.sql.SQL(", ").join(psycopg.sql.Identifier(c) for c in columns)
    form = psycopg.sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})")
    statement = form.format(psycopg.sql.Identifier(table), names, psycopg.sql.Identifier(how))
    with _driver(session).cursor() as cursor, cursor.copy(statement) as copy:
        yield copy


def copy_columns(session: Session, table: str, columns: Mapping[str, Sequence[object] | NDArray[np.float64]]) -> None:
    """Send columns of one length by COPY inside the session's transaction. NaN in an array is null.

    Row-level security forbids COPY on its tables: send to a temporary one and insert from there.
    """
    lines = map("\t".join, zip(*(_cells(values) for values in columns.values()), strict=True))
    with _copying_into(session, table, list(columns), "text") as copy:
        while part := list(islice(lines, LINES)):
            copy.write("\n".join(part) + "\n")


def _cells(values: Sequence[object] | NDArray[np.float64]) -> list[str]:
    """Values as COPY writes them. A column of one kind, as most are, is written without asking each value for its."""
    if isinstance(values, np.ndarray):
        plain = list(map(float.__repr__, values.tolist()))
        return [NULL if cell == "nan" else cell for cell in plain] if np.isnan(values).any() else plain
    kinds = set(map(type, values))
    if kinds <= {str, NoneType}:
        return _texts(cast(Sequence[str | None], values))
    if kinds <= {datetime, NoneType}:
        return _times(cast(Sequence[datetime | None], values))
    written = {value: _cell(value) for value in set(values)}
    return [written[value] for value in values]


def _texts(values: Sequence[str | None]) -> list[str]:
    """Texts; most columns have nothing in them to escape."""
    whole = "".join(filter(None, values))
    if any(chr(sign) in whole for sign in ESCAPES):
        return [NULL if value is None else value.translate(ESCAPES) for value in values]
    return [NULL if value is None else value for value in values]


def _times(values: Sequence[datetime | None]) -> list[str]:
    """Times; those of whole seconds in UTC are written all at once."""
    if all(value is None or (value.tzinfo is UTC and not value.microsecond) for value in values):
        seconds = np.array([NO_TIME if value is None else int(value.timestamp()) for value in values], np.int64)
        written: list[str] = np.datetime_as_string(seconds.view("datetime64[s]"), timezone="UTC").tolist()
        return [NULL if cell == "NaT" else cell for cell in written]
    return [NULL if value is None else value.isoformat() for value in values]


def _cell(value: object) -> str:
    if value is None:
        return NULL
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).translate(ESCAPES)


def record(fields: Mapping[str, str]) -> np.dtype[np.void]:
    """The form of a row of columns that are never null, given their types in PostgreSQL.

    Before each value stands its length; the fields of that name are set by write_rows.
    """
    parts: list[tuple[str, str]] = [("count", ">i2")]
    for name, kind in fields.items():
        parts += [(f"length of {name}", ">i4"), (name, TYPES[kind])]
    return np.dtype(parts)


def columns_of(form: np.dtype[np.void]) -> list[str]:
    """The names of a record's columns, in their order."""
    return list(form.names or ())[2::2]


def write_rows(session: Session, table: str, rows: Rows) -> None:
    """Send records (see record) to a table that row-level security does not guard."""
    _say_lengths(rows)
    with _copying_into(session, table, columns_of(rows.dtype), "binary") as copy:
        copy.write(HEADER)
        copy.write(rows.tobytes())
        copy.write(TRAILER)


def _say_lengths(rows: Rows) -> None:
    columns = columns_of(rows.dtype)
    rows["count"] = len(columns)
    for name in columns:
        rows[f"length of {name}"] = rows.dtype[name].itemsize


def read_rows(session: Session, chosen: Select[*tuple[object, ...]], form: np.dtype[np.void]) -> Rows:
    """The rows of a query as records; none of its columns may be null, and its types are those of `form`.

    They come as arrays, some ten thousand rows at a time: the driver takes them one by one otherwise. Raises ValueError
    where a row is not as the form says.
    """
    part = ((func.row_number().over() - 1) // AT_ONCE).label("part")
    named = [column.label(f"c{i}") for i, column in enumerate(chosen.selected_columns)]
    one_by_one = chosen.with_only_columns(*named, part, maintain_column_froms=True).subquery()
    together = select(*(func.array_agg(one_by_one.c[n.name]) for n in named)).group_by(one_by_one.c.part)
    compiled = together.compile(session.connection(), compile_kwargs={"literal_binds": True})
    statement = psycopg.sql.SQL("COPY ({}) TO STDOUT (FORMAT binary)").format(psycopg.sql.SQL(str(compiled)))
    with _driver(session).cursor() as cursor, cursor.copy(statement) as copy:
        sent = b"".join(bytes(some) for some in copy)
    parts = list(_parts(memoryview(sent)[len(HEADER) : -len(TRAILER)], form))
    rows = np.concatenate(parts, dtype=form) if parts else np.zeros(0, form)
    _say_lengths(rows)
    return rows


def _parts(sent: memoryview, form: np.dtype[np.void]) -> Iterator[Rows]:
    """The rows of each part: the number of its columns, then each column's length and array."""
    columns = columns_of(form)
    at = 0
    while at < len(sent):
        (count,) = unpack_from(">h", sent, at)
        if count != len(columns):
            raise ValueError("the rows are not as they were said to be")
        at += 2
        rows: Rows | None = None
        for name in columns:
            (length,) = unpack_from(">i", sent, at)
            values = _array(name, sent[at + 4 : at + 4 + length], form[name])
            rows = np.zeros(len(values), form) if rows is None else rows
            rows[name] = values
            at += 4 + length
        if rows is not None:
            yield rows


def _array(name: str, sent: memoryview, kind: "np.dtype[np.generic]") -> NDArray[np.generic]:
    """A column of a part: axes, whether it has nulls, type, length, first index, then each value and its length."""
    _, nulls, oid, _, _ = unpack_from(">5i", sent)
    if nulls or oid != OIDS[kind.str]:
        raise ValueError(f"{name} is not of the type that was said")
    values: NDArray[np.generic] = np.frombuffer(sent, [("length", ">i4"), ("value", kind)], offset=20)["value"]
    return values
