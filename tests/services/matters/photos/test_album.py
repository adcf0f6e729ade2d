"""Photos hang at a matter in scope, once, with their distance to it; the files go with the last of them."""

from pathlib import Path
from uuid import UUID

import pytest

from geo.values import LonLat
from services.errors import Conflict, Forbidden, NotFound
from services.matters.photos.album import MOST, file_of, hang, open_photo, photos_of, take_down
from services.matters.photos.image import read_photo
from services.settings import Settings
from tests import town
from tests.services.matters.photos.pictures import picture
from tests.services.matters.place import ZONE, Town, of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def put(there: Town, settings: Settings, matter: UUID, data: bytes, by: str = "office") -> UUID:
    return hang(there.session, of(there.session, by), matter, "p.jpg", read_photo("p.jpg", data, ZONE), settings)


def test_a_photo_hangs_with_its_distance_to_the_matter(there: Town, settings: Settings) -> None:
    matter = there.report(x_m=50).id
    put(there, settings, matter, picture(at=LonLat(*town.at(90, 50))), "grid_leader")
    put(there, settings, matter, picture(colour="navy"))
    near, unknown = photos_of(there.session, of(there.session, "office"), matter)
    assert near.away_m == pytest.approx(40, abs=0.5)
    assert unknown.away_m is None
    assert near.added_by == "grid_leader of the town"


def test_the_same_photo_hangs_once_and_is_told_where_else_it_hangs(there: Town, settings: Settings) -> None:
    one, two = there.report(x_m=50), there.report(x_m=150, by="office", source="hotline")
    put(there, settings, one.id, picture())
    with pytest.raises(Conflict, match="hangs at this matter already"):
        put(there, settings, one.id, picture())
    put(there, settings, two.id, picture())
    (photo,) = photos_of(there.session, of(there.session, "office"), two.id)
    assert photo.elsewhere == (one.ref,)


def test_nobody_opens_or_hangs_a_photo_beyond_their_scope(there: Town, settings: Settings) -> None:
    far = there.report(x_m=250, by="office", source="hotline").id
    photo = put(there, settings, far, picture())
    leader = of(there.session, "grid_leader")
    with pytest.raises(NotFound):
        open_photo(there.session, leader, photo, "small", settings)
    with pytest.raises(NotFound):
        put(there, settings, far, picture(colour="navy"), "grid_leader")
    assert open_photo(there.session, of(there.session, "office"), photo, "large", settings).is_file()


def test_the_files_go_with_the_last_photo_of_them(there: Town, settings: Settings) -> None:
    ids = [put(there, settings, there.report(by="office", source="hotline", x_m=x).id, picture()) for x in (50, 150)]
    sha256 = read_photo("p", picture(), ZONE).sha256
    with pytest.raises(Forbidden):
        take_down(there.session, of(there.session, "community"), ids[0], settings)
    take_down(there.session, of(there.session, "office"), ids[0], settings)
    assert file_of(settings, sha256, "large").is_file()
    take_down(there.session, of(there.session, "office"), ids[1], settings)
    assert not file_of(settings, sha256, "large").exists()
    assert not file_of(settings, sha256, "small").exists()


def test_there_is_an_end_of_photos(there: Town, settings: Settings) -> None:
    matter = there.report().id
    for i in range(MOST):
        put(there, settings, matter, picture(10 + i, 10))
    with pytest.raises(Conflict, match="at most 9 photos"):
        put(there, settings, matter, picture(100, 10))
