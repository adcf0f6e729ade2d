"""A photo as bytes, in and out: what it says of time and place is read, and what is kept of it says neither."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from geo.values import LonLat
from services.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12_000_000
MOST_PIXELS = 60_000_000
# The longer side, in pixels.
LARGE, SMALL = 2048, 360
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Photo:
    """What is kept: two JPEG files without metadata, the hash of what was sent, and what its metadata said.

    `at` is in degrees (WGS 84, as cameras write it), `taken_at` in the camera's zone or else the office's.
    """

    sha256: str
    large: bytes
    small: bytes
    width: int
    height: int
    taken_at: datetime | None
    at: LonLat | None


def read_photo(name: str, data: bytes, zone: ZoneInfo) -> Photo:
    """Read what was sent. Raises Invalid where it is too large, no photo, or has too many pixels.

    The size is asked before anything is unpacked, and only formats that are named are tried.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("photos.large", name=name, size_mb=len(data) / 1e6, limit_mb=MOST_BYTES / 1e6)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            pixels = opened.width * opened.height
            if pixels > MOST_PIXELS:
                raise Invalid("photos.pixels", name=name, pixels=pixels / 1e6, limit=MOST_PIXELS / 1e6)
            exif = opened.getexif()
            taken_at, at = _taken_at(exif, zone), _place(exif)
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unreadable:
        raise Invalid("photos.kind", name=name) from unreadable
    large, width, height = _jpeg(upright, LARGE)
    small, _, _ = _jpeg(upright, SMALL)
    return Photo(sha256(data).hexdigest(), large, small, width, height, taken_at, at)


def _jpeg(image: Image.Image, longest: int) -> tuple[bytes, int, int]:
    """The image no longer than that, with nothing but its pixels."""
    made = image.copy()
    made.thumbnail((longest, longest))
    # Comments, profiles and the like are written from here.
    made.info.clear()
    out = BytesIO()
    made.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), made.width, made.height


def _taken_at(exif: Image.Exif, zone: ZoneInfo) -> datetime | None:
    more = exif.get_ifd(ExifTags.IFD.Exif)
    said = more.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    offset = more.get(ExifTags.Base.OffsetTimeOriginal)
    try:
        local = datetime.strptime(str(said).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (its zone follows)
        return datetime.fromisoformat(f"{local.isoformat()}{offset}") if offset else local.replace(tzinfo=zone)
    except ValueError:
        return None


def _place(exif: Image.Exif) -> LonLat | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "S")
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    # A camera without a fix writes noughts, or fractions of nothing.
    sound = abs(lon) <= 180 and abs(lat) <= 90 and (lon, lat) != (0.0, 0.0)
    return LonLat(lon, lat) if sound else None


def _degrees(parts: tuple[float, float, float], side: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if str(side).strip("\0 ").upper() == negative else size
