"""Read a file by what it is, not by what it is called. No GDAL: each kind has its own small reader."""

import hashlib
from pathlib import Path

import shapely

from services.errors import DomainError, Invalid, NotFound
from services.intake.features import MAX_TOTAL_VERTICES, Features
from services.intake.read.delimited import read_delimited
from services.intake.read.geojson import read_geojson
from services.intake.read.geopackage import read_geopackage
from services.intake.read.shapefile import loose_parts, read_shapefile
from services.intake.read.sheet import read_sheet

SQLITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
SHAPE = b"\x00\x00\x27\x0a"
GZIP = b"\x1f\x8b"
KINDS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GeoPackage",
    ".zip": "Shapefile",
    ".shp": "Shapefile",
    ".csv": "CSV",
    ".gz": "CSV",
    ".txt": "CSV",
    ".xlsx": "XLSX",
}


def sha256(path: Path) -> str:
    """The fingerprint of a file; of a loose shapefile, of all its parts."""
    if path.suffix.lower() != ".shp":
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for part in loose_parts(path).values():
        with part.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def found_kind(path: Path) -> str:
    """What the first bytes say that a file is."""
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(SQLITE):
        return "GeoPackage"
    if start.startswith(ZIP):
        return "XLSX" if path.suffix.lower() == ".xlsx" else "Shapefile"
    if start.startswith(SHAPE):
        return "Shapefile"
    if start.startswith(GZIP):
        return "CSV"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return "GeoJSON"
    return "CSV"


def read(path: Path, *, layer: str | None = None, limit_mb: int = 1024) -> Features:
    """A file's table. Raises NotFound or Invalid with what is wrong with it and what to do."""
    if not path.is_file():
        raise NotFound("intake.no_file", path=path)
    size_mb = path.stat().st_size / 1e6
    if size_mb > limit_mb:
        raise Invalid("intake.too_large", name=path.name, size_mb=size_mb, limit_mb=limit_mb)
    wanted, found = KINDS.get(path.suffix.lower()), found_kind(path)
    if wanted is None:
        raise Invalid("intake.unknown_kind", name=path.name)
    if wanted != found:
        raise Invalid("intake.not_what_it_says", name=path.name, found=found, wanted=wanted)
    features = read_safely(path, found, layer)
    if not features.rows:
        raise Invalid("intake.empty", name=path.name)
    if features.geometries is not None:
        count = int(shapely.get_num_coordinates(features.geometries).sum())
        if count > MAX_TOTAL_VERTICES:
            raise Invalid("intake.vertices", name=path.name, count=count, limit=MAX_TOTAL_VERTICES)
    return features


def read_safely(path: Path, kind: str, layer: str | None) -> Features:
    """Read bytes that others made: whatever a reader trips over is a fault of the file, and said so."""
    try:
        return _read(path, kind, layer)
    except DomainError:
        raise
    except Exception as broken:
        why = f"{type(broken).__name__}: {broken}"[:120]
        raise Invalid("intake.unreadable", name=path.name, kind=kind, why=why) from broken


def _read(path: Path, kind: str, layer: str | None) -> Features:
    if kind == "GeoJSON":
        return read_geojson(path)
    if kind == "GeoPackage":
        return read_geopackage(path, layer)
    if kind == "Shapefile":
        return read_shapefile(path, layer)
    if kind == "XLSX":
        return read_sheet(path, layer)
    return read_delimited(path)
