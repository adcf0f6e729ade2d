"""Photos hang at a matter in scope, once, with their distance to it; the files go with the last of them."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

from geo.values import LonLat
from services.database import behind_wall
from services.errors import Conflict, Forbidden, NotFound
from services.matters.photos.album import MOST, hang, hang_reported, open_photo, photos_of, take_down
from services.matters.photos.files import clear, file_of, sweep
from services.matters.photos.image import read_photo
from services.matters.photos.tables import MatterPhoto
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
        take_down(there.session, of(there.session, "community"), ids[0])
    office = of(there.session, "office")
    _, gone = take_down(there.session, office, ids[0])
    assert gone == sha256
    assert not clear(within(there), office.person_id, sha256, settings)
    assert file_of(settings, sha256, "large").is_file()
    take_down(there.session, office, ids[1])
    # Until somebody says that it is committed, the files are there.
    assert file_of(settings, sha256, "large").is_file()
    assert clear(within(there), office.person_id, sha256, settings)
    assert not file_of(settings, sha256, "large").exists()
    assert not file_of(settings, sha256, "small").exists()


def within(there: Town) -> sessionmaker[Session]:
    """Sessions of the same transaction, which the test takes back."""
    return sessionmaker(there.session.connection(), join_transaction_mode="create_savepoint")


def test_files_that_no_row_names_are_swept_and_no_others(there: Town, settings: Settings) -> None:
    put(there, settings, there.report().id, picture())
    put(there, settings, there.report().id, picture(colour="navy"))
    kept, lost = (read_photo("p", data, ZONE).sha256 for data in (picture(), picture(colour="navy")))
    # As after a crash between two steps: the row is not there, the files are, one of them half written.
    there.session.execute(delete(MatterPhoto).where(MatterPhoto.sha256 == lost))
    file_of(settings, lost, "small").with_suffix(".half").write_bytes(b"half")
    note = file_of(settings, kept, "large").with_name("note.txt")
    note.write_text("of the operator")
    assert sweep(within(there), settings) == 1
    left = {path.name for path in note.parent.parent.rglob("*.*")}
    assert left == {f"{kept}.large.jpg", f"{kept}.small.jpg", "note.txt"}
    assert sweep(within(there), settings) == 0


def test_what_was_sent_with_a_report_is_kept_though_its_reporter_may_not_read_it(
    there: Town, settings: Settings
) -> None:
    """The grid leader reports a matter in somebody else's grid."""
    far, at = there.report(x_m=250, by="grid_leader"), LonLat(*town.at(250, 50))
    photo = read_photo("p.jpg", picture(at=at), ZONE)
    leader = of(there.session, "grid_leader")
    behind_wall(there.session)
    hang_reported(there.session, leader, far, at, [photo], settings)
    assert photos_of(there.session, leader, far.id) == []
    (kept,) = photos_of(there.session, of(there.session, "office"), far.id)
    assert kept.away_m == pytest.approx(0, abs=0.5)
    other = of(there.session, "area_leader")
    with pytest.raises(ProgrammingError, match="row-level security"):
        hang_reported(there.session, other, far, at, [read_photo("q", picture(colour="navy"), ZONE)], settings)


def test_there_is_an_end_of_photos(there: Town, settings: Settings) -> None:
    matter = there.report().id
    for i in range(MOST):
        put(there, settings, matter, picture(10 + i, 10))
    with pytest.raises(Conflict, match="at most 9 photos"):
        put(there, settings, matter, picture(100, 10))
