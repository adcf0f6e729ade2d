"""A database of 1,000,000 or fewer points in a partition of grids, as intake would have written it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from bench.locate import grids
from seeds import codes
from services.database import owner_engine
from services.geography.tables import Boundary, Edition, Zone
from services.intake import points
from services.intake.cells import Reading
from services.intake.read import read, sha256
from tests import database

# A town, not a province: about nine kilometres by eleven.
WEST, SOUTH, SIZE = 113.5, 33.3, 0.1
# As many types as Boston's year has, and the first of them as frequent as there.
TYPES = 31
MOST_FREQUENT = (0.155, 0.142, 0.124, 0.086, 0.086, 0.075)
HEADER = "编号,事项代码,来源,地址,经度,纬度,精度,上报时间,截止时间,结案时间"
CHOICES = points.Choices(Reading(ZoneInfo("Asia/Shanghai")))


@contextmanager
def database_of(side: int, vertices: int = 40) -> Iterator[Session]:
    """A session over an empty database with one edition of side × side grids; undone on leaving."""
    with database.cloned("bench") as urls:
        engine = owner_engine(urls.owner)
        with Session(engine) as session:
            add_edition(session, side, vertices, seed=1)
            yield session
            session.rollback()
        engine.dispose()


def add_edition(session: Session, side: int, vertices: int, seed: int) -> Edition:
    """Write the grids as an edition, without checking them."""
    made = Edition(
        name=f"seed {seed}", valid_from=date(2025, 1, seed), reason="-", document_number="-", source_name="-",
        source_sha256="-",
    )  # fmt: skip
    session.add(made)
    session.flush()
    for i, shape in enumerate(shapely.transform(grids(side, vertices, seed), _small)):
        zone = session.get(Zone, i + 1) or Zone(level="grid", code=f"{i:06d}")
        session.add(zone)
        session.flush()
        session.add(
            Boundary(
                edition_id=made.id, zone_id=zone.id, name=zone.code, path=[zone.id], area_m2=1.0,
                geom=f"SRID=4326;{shapely.to_wkt(shapely.multipolygons([shape]), -1)}",
            )
        )  # fmt: skip
    session.flush()
    return made


def _small(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """The land of `bench.locate.grids`, a degree wide, drawn into the town's."""
    return (lonlat - (113.0, 33.0)) * SIZE + (WEST, SOUTH)


def write_matters(path: Path, count: int) -> None:
    """A file of matters in the land of the grids: a year of them, their times to the second."""
    rng = np.random.default_rng(3)
    place = _small(rng.uniform((113.01, 33.01), (113.99, 33.99), (count, 2)))
    hour_s = rng.integers(0, 3600, (count, 2))
    kinds = _codes(rng, count)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for i in range(count):
            day = f"2026-{1 + i % 12:02d}-{1 + i % 28:02d}"
            (opened_m, opened_s), (closed_m, closed_s) = (divmod(int(s), 60) for s in hour_s[i])
            opened, closed = f"{day} 08:{opened_m:02d}:{opened_s:02d}", f"{day} 17:{closed_m:02d}:{closed_s:02d}"
            file.write(
                f"M{i:07d},{kinds[i]},hotline,望江路{i % 500}号,{place[i, 0]:.7f},{place[i, 1]:.7f},8.5,"
                f"{opened},{day} 20:00:00,{closed}\n"
            )


def _codes(rng: np.random.Generator, count: int) -> list[str]:
    """A type for each matter, out of the list."""
    rest = (1 - sum(MOST_FREQUENT)) / (TYPES - len(MOST_FREQUENT))
    shares = [*MOST_FREQUENT, *[rest] * (TYPES - len(MOST_FREQUENT))]
    with (Path(codes.__file__).parent / "national.csv").open(encoding="utf-8") as file:
        listed = [row["code"] for row in csv.DictReader(file) if row["kind"] == "matter"][:TYPES]
    return [str(code) for code in rng.choice(listed, count, p=shares)]


def take_matters(session: Session, count: int) -> int:
    """Take a file of matters in by the product's own intake. Returns the number added."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "matters.csv"
        write_matters(path, count)
        return points.take_points(session, "matters", read(path), sha256(path), CHOICES).added
