"""Rows into the table of their subject: by COPY into a temporary one, then those whose reference is new."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Float, MetaData, Table, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from services.bulk import copy_columns
from services.intake.rows import Good
from services.intake.subjects import Field
from services.locating.locate import KINDS
from services.matters.life.take_over import first_state


def insert_points(
    session: Session, kind: str, fields: Sequence[Field], batch_id: UUID, ids: Sequence[str], good: Good
) -> int:
    """Write the points that are not there yet, each with its identifier. Returns their number."""
    target: Any = KINDS[kind][0].__table__
    names = ["external_ref", "accuracy_m", *(f.column for f in fields)]
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
    columns: dict[str, Any] = dict(zip(names, (good.refs, good.accuracy_m, *good.values), strict=True))
    copy_columns(session, staged.name, columns | {"id": ids, "lon": good.lon, "lat": good.lat})
    place = func.ST_Point(staged.c.lon, staged.c.lat, 4326)
    begun = first_state(kind, staged)
    plain = [n for n in names if n not in begun]
    chosen = select(staged.c.id, literal(batch_id), place, *(staged.c[n] for n in plain), *begun.values())
    added = session.connection().execute(
        insert(target)
        .from_select(["id", "batch_id", "geom", *plain, *begun], chosen)
        .on_conflict_do_nothing(index_elements=["external_ref"]),
        execution_options={"preserve_rowcount": True},
    )
    staged.drop(session.connection())
    return added.rowcount
