"""A town whose tiles are read as the web reads them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from services.cluster.roles import Urls
from services.database import owner_engine
from tests import town
from tiles.asked import Asked, Choice, Tile, layer_named
from tiles.read import Reader
from tiles.scope import Seen, seen


@dataclass(frozen=True)
class Drawn:
    """A database with the town in one edition, its owner, and its office."""

    urls: Urls
    owner: Engine
    office: Seen


def cut(urls: Urls, layer: str, caller: Seen, *tiles: tuple[int, int, int]) -> list[bytes]:
    """Tiles of a layer under the first edition, as the app cuts them."""

    async def all_of_them() -> list[bytes]:
        reader = Reader(urls.app)
        try:
            asked = [Asked(layer_named(layer), Choice(1, "grid").of(layer_named(layer)), Tile(*tile)) for tile in tiles]
            return [(await reader.tile(one, caller))[1] for one in asked]
        finally:
            await reader.close()

    return asyncio.run(all_of_them())


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
