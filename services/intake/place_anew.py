"""Visits that came in are put at other places, and into the grids that those lie in."""

from collections.abc import Sequence

from sqlalchemy import Column, Float, MetaData, Table, Uuid
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from geo.visit_review.visits import Floats
from services.bulk import copy_columns
from services.database import sql
from services.locating.locate import points_of, relocate


def place_anew(session: Session, ids: Sequence[str], lonlat: Floats, accuracy_m: Floats) -> None:
    """Put visits at places (degrees, shape (n, 2)); identifiers in hexadecimal digits, accuracy in metres or NaN.

    That they may be moved is the caller's to know: here nothing is asked.
    """
    staged = Table(
        "moved_points", MetaData(), Column("id", Uuid), Column("lon", Float(53)), Column("lat", Float(53)),
        prefixes=["TEMPORARY"], postgresql_on_commit="DROP",
    )  # fmt: skip
    session.execute(CreateTable(staged))
    copy_columns(session, staged.name, {"id": ids, "lon": lonlat[:, 0], "lat": lonlat[:, 1]})
    session.execute(sql(__file__, "place_anew.sql"))
    staged.drop(session.connection())
    relocate(session, "visit", points_of(ids, lonlat[:, 0], lonlat[:, 1], accuracy_m))
