"""Rows into the table of their subject: by COPY into a temporary one, then those whose reference is new."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import numpy as np
from psycopg.errors import UniqueViolation
from sqlalchemy import Column, Float, MetaData, Select, Table, exists, func, insert, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from services.bulk import copy_columns
from services.errors import Conflict
from services.intake.cells import Field
from services.intake.rows import Good
from services.locating.locate import KINDS
from services.matters.life.take_over import first_state


def insert_points(
    session: Session, kind: str, fields: Sequence[Field], batch_id: UUID, ids: Sequence[str], good: Good
) -> int:
    """Write the points that are not there yet, each with its identifier. Returns their number."""
    target: Any = KINDS[kind][0].__table__
    names = ["external_ref", "accuracy_m", *(f.column for f in fields if not f.beside)]
    staged = Table(
        "staged_points",
        MetaData(),
        Column("id", target.c.id.type),
        Column("lon", Float(53)),
        Column("lat", Float(53)),
        *(Column(n, target.c[n].type) for n in names),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
    session.execute(CreateTable(staged))
    good, ids = _first_of_each(good, ids)
    own = [value for f, value in zip(fields, good.values, strict=True) if not f.beside]
    columns: dict[str, Any] = dict(zip(names, (good.refs, good.accuracy_m, *own), strict=True))
    copy_columns(session, staged.name, columns | {"id": ids, "lon": good.lon, "lat": good.lat})
    place = func.ST_Point(staged.c.lon, staged.c.lat, 4326)
    begun = first_state(kind, staged)
    plain = [n for n in names if n not in begun]
    chosen = select(staged.c.id, literal(batch_id), place, *(staged.c[n] for n in plain), *begun.values())
    added = _insert(session, target, ["id", "batch_id", "geom", *plain, *begun], chosen, staged)
    staged.drop(session.connection())
    return added


def _insert(session: Session, target: Any, columns: Sequence[str], chosen: Select[Any], staged: Table) -> int:
    """Insert the rows whose reference is not there yet.

    That is asked for all of them at once: ON CONFLICT asks row by row, at twice the price. So that nobody brings the
    same reference in between, one file of a kind waits for the other from here on.
    """
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"intake into {target.name}"))))
    known = exists().where(target.c.external_ref == staged.c.external_ref)
    put = insert(target).from_select(columns, chosen.where(~known))
    try:
        return session.connection().execute(put, execution_options={"preserve_rowcount": True}).rowcount
    except IntegrityError as error:
        raise _meanwhile(error) from error


def _meanwhile(error: IntegrityError) -> Exception:
    """What is told where a row of the file was reported on the page while the file was written."""
    said = error.orig.diag if isinstance(error.orig, UniqueViolation) else None
    if said is None or "external_ref" not in (said.constraint_name or ""):
        return error
    return Conflict("intake.meanwhile", ref=(said.message_detail or "").partition(")=(")[2].partition(")")[0])


def _first_of_each(good: Good, ids: Sequence[str]) -> tuple[Good, Sequence[str]]:
    """Of rows with one and the same reference, the first."""
    if len(set(good.refs)) == len(good.refs):
        return good, ids
    first = dict(zip(reversed(good.refs), range(len(good.refs) - 1, -1, -1), strict=True))
    kept = np.zeros(len(good.refs), np.bool_)
    kept[list(first.values())] = True
    return good.where(kept), [id_ for id_, chosen in zip(ids, kept.tolist(), strict=True) if chosen]
