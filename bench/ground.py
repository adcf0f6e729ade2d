"""The ground that tiles are measured on: one edition of crooked grids and a register of households in them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import numpy as np
import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.locate import grids
from services.access.people import NewPerson, add_person
from services.access.sign_in import open_session
from services.cluster.roles import Urls, connect
from services.database import owner_engine
from services.geography.writing import Decided, Outline, make_edition, write_boundaries
from services.locating.locate import locate_edition
from tests import database

WEST, SOUTH, SIZE = 113.5, 33.3, 0.1  # degrees: about nine kilometres by eleven
SMALL = np.array([SIZE, SIZE])


@dataclass(frozen=True)
class Ground:
    """The database, who may read it, and what it holds."""

    urls: Urls
    token: str
    person_id: UUID
    edition: int
    points: int


def fill(urls: Urls, side: int, vertices: int, points: int) -> Ground:
    """Side × side grids of so many vertices each, and so many households scattered over them."""
    engine = owner_engine(urls.owner)
    with Session(engine) as session, session.begin():
        edition = _zones(session, side, vertices)
        _households(session, points)
        locate_edition(session, edition)
        person = add_person(session, NewPerson("office", "office", "office"), "a long password")
        token, person_id = open_session(session, person, 12), person.id
        # The peer finds points by this index; ours needs none.
        session.execute(text("CREATE INDEX ON household USING gist (geom)"))
    with connect(database.cluster(), "postgres") as cluster:
        cluster.execute("ALTER SYSTEM SET autovacuum = off")
        cluster.execute("SELECT pg_reload_conf()")
        # What is not on disk yet is not marked as seen by all, and the table would be read beside every index.
        cluster.execute("CHECKPOINT")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()
    return Ground(urls, token, person_id, edition, points)


def _zones(session: Session, side: int, vertices: int) -> int:
    unit = shapely.transform(grids(side, vertices, seed=1), lambda xy: (xy - (113.0, 33.0)) * SMALL + (WEST, SOUTH))
    made = make_edition(session, "bench", Decided(date(2026, 1, 1), "measured", "1", "-", "-"))
    outlines = (Outline("grid", f"{i:06d}", f"第{i}网格", None, shape) for i, shape in enumerate(unit))
    write_boundaries(session, made.id, outlines)
    return made.id


def _households(session: Session, points: int) -> None:
    rng = np.random.default_rng(2)
    xy = rng.uniform((WEST, SOUTH), (WEST + SIZE, SOUTH + SIZE), (points, 2))
    taken = text("""
        INSERT INTO household (id, external_ref, geom)
        SELECT gen_random_uuid(), 'H' || i, ST_Point(x, y, 4326)
        FROM unnest(CAST(:x AS float8[]), CAST(:y AS float8[])) WITH ORDINALITY AS p(x, y, i)
    """)
    session.execute(taken, {"x": xy[:, 0].tolist(), "y": xy[:, 1].tolist()})


def data_folder() -> Path:
    """Where the cluster that is measured keeps its data."""
    return database.cluster().data
