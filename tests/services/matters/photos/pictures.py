"""Pictures for tests, with what cameras write into them."""

from io import BytesIO

from PIL import ExifTags, Image

from geo.values import LonLat


def picture(
    width: int = 640, height: int = 480, kind: str = "JPEG", at: LonLat | None = None, taken: str | None = None,
    turned: int | None = None, colour: str = "seagreen",
) -> bytes:  # fmt: skip
    """A picture of one colour as bytes, taken somewhere and some time, turned as EXIF says."""
    image = Image.new("RGB", (width, height), colour)
    exif = Image.Exif()
    if turned is not None:
        exif[ExifTags.Base.Orientation] = turned
    if taken is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if at is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N" if at.lat >= 0 else "S", parts(at.lat)
        gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E" if at.lon >= 0 else "W", parts(at.lon)
    out = BytesIO()
    # An object of nested parts alone would count as empty.
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def parts(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds."""
    size = abs(degrees)
    minutes = (size - int(size)) * 60
    return float(int(size)), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)
