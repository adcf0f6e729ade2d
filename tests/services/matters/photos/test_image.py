"""A photo keeps its pixels, upright and smaller, and nothing that its camera wrote."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from geo.values import LonLat
from services.errors import Invalid
from services.matters.photos import image
from services.matters.photos.image import Photo, read_photo
from tests.services.matters.photos.pictures import picture

ZONE = ZoneInfo("Asia/Shanghai")
HERE = LonLat(113.6034, 33.4012)


def read(data: bytes) -> Photo:
    return read_photo("p.jpg", data, ZONE)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_the_camera_wrote_is_left(kind: str) -> None:
    photo = read(picture(kind=kind, at=HERE, taken="2026:10:08 09:30:00"))
    for kept in (photo.large, photo.small):
        assert opened(kept).format == "JPEG"
        assert len(opened(kept).getexif()) == 0
        assert b"Exif" not in kept
    assert photo.at is not None
    assert photo.at == pytest.approx(HERE, abs=1e-6)
    assert photo.taken_at == datetime(2026, 10, 8, 1, 30, tzinfo=UTC)


def test_west_and_south_are_negative() -> None:
    assert read(picture(at=LonLat(-71.0589, -42.3601))).at == pytest.approx((-71.0589, -42.3601), abs=1e-6)


def test_it_is_made_smaller_and_stands_upright() -> None:
    photo = read(picture(4000, 1000, turned=6))
    assert (photo.width, photo.height) == (512, 2048)
    assert opened(photo.small).size == (90, 360)


def test_a_small_one_is_not_blown_up() -> None:
    assert opened(read(picture(120, 90)).large).size == (120, 90)


def test_without_metadata_it_has_no_time_and_no_place() -> None:
    photo = read(picture())
    assert (photo.taken_at, photo.at) == (None, None)


def test_a_camera_without_a_fix_has_no_place() -> None:
    assert read(picture(at=LonLat(0, 0))).at is None


@pytest.mark.parametrize(
    "data", [b"", b"not a photo", b"GIF89a" + bytes(40), picture()[:200], b"\xff\xd8\xff" + bytes(100)]
)
def test_what_is_no_photo_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Invalid, match="can't be read as a photo"):
        read(data)


def test_too_many_pixels_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MOST_PIXELS", 1000)
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(Invalid, match="million pixels"):
        read(picture())


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(Invalid, match=r"12\.0 MB; at most 12 MB"):
        read(bytes(image.MOST_BYTES + 1))


def test_the_hash_is_that_of_what_was_sent() -> None:
    assert read(picture()).sha256 == read(picture()).sha256
    assert read(picture()).sha256 != read(picture(colour="navy")).sha256


def test_a_zone_in_the_photo_counts_before_the_offices_own() -> None:
    taken = read(picture(taken="2026:10:08 09:30:00")).taken_at
    assert taken is not None
    assert taken.utcoffset() == timedelta(hours=8)
