"""What every instance starts with is laid by the migration of an old one too."""

from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from seeds import ground
from services.cluster.roles import Urls
from services.database import owner_engine
from services.geography.drawn import DRAWING
from services.geography.tables import Edition
from tests import town


def test_an_edition_that_an_older_release_drew_is_drawn_anew(fresh_urls: Urls, tmp_path: Path) -> None:
    engine = owner_engine(fresh_urls.owner)
    with Session(engine) as session, session.begin():
        town.take_zones(session, town.write_zones(tmp_path / "zones.geojson"))
        session.execute(text("UPDATE edition SET drawing = 0"))
        session.execute(text("DELETE FROM zone_feature"))
    ground.lay(fresh_urls.owner)
    with Session(engine) as session:
        assert session.scalars(select(Edition.drawing)).all() == [DRAWING]
        assert session.execute(text("SELECT count(*) FROM zone_feature")).scalar_one() == 6
    engine.dispose()
