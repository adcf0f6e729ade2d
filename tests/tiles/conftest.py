"""A town whose tiles are read as the web reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from tests import town
from tiles.scope import Seen, seen


@dataclass(frozen=True)
class Drawn:
    """A database with the town in one edition, its owner, and its office."""

    urls: Urls
    owner: Engine
    office: Seen


@pytest.fixture
def drawn_town(fresh_urls: Urls, tmp_path: Path) -> Iterator[Drawn]:
    """Four grids in a row and one household in the middle of each."""
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        places = [(50.0, 50.0), (150.0, 50.0), (250.0, 50.0), (350.0, 50.0)]
        town.take(session, "households", town.write_households(tmp_path / "h.csv", places))
        person = session.execute(
            text("INSERT INTO person (id, login, display_name, role, password_hash) "
                 "VALUES (gen_random_uuid(), 'office', 'office', 'office', '-') RETURNING id")
        ).scalar_one()  # fmt: skip
    yield Drawn(fresh_urls, engine, seen(person, "office", ()))
    engine.dispose()
