"""Shapefile, loose or zipped, its text in the encoding that it names or that fits."""

import io
import zipfile
from pathlib import Path

import numpy as np
import shapefile
import shapely

from geo.crs import read_frame
from services.errors import Invalid
from services.intake.features import MAX_RATIO, MAX_UNPACKED_MB, Features

PARTS = ("shp", "dbf", "shx", "prj", "cpg")


def read_shapefile(path: Path, layer: str | None = None) -> Features:
    """A shapefile's features. Raises Invalid where parts are missing or its text can't be read."""
    parts = _zipped(path, layer) if path.suffix.lower() == ".zip" else _loose(path)
    if "shp" not in parts or "dbf" not in parts:
        raise Invalid(
            "intake.not_what_it_says",
            name=path.name,
            found=", ".join(parts) or "nothing",
            wanted=".shp and .dbf",
        )
    encodings = [parts["cpg"].decode("ascii", "replace").strip()] if "cpg" in parts else []
    for encoding in [*encodings, "utf-8", "gb18030"]:
        try:
            return _read(path.name, parts, encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Invalid("intake.encoding", name=path.name, byte=0)


def loose_parts(path: Path) -> dict[str, Path]:
    """The files that make up a loose shapefile, by what they hold."""
    beside = {p.suffix.lower()[1:]: p for p in path.parent.iterdir() if p.stem == path.stem}
    return {part: beside[part] for part in PARTS if part in beside}


def _loose(path: Path) -> dict[str, bytes]:
    return {part: file.read_bytes() for part, file in loose_parts(path).items()}


def refuse_bomb(path: Path) -> None:
    """Refuse an archive that unpacks to more than an honest file does. Raises Invalid."""
    with zipfile.ZipFile(path) as packed:
        total = sum(entry.file_size for entry in packed.infolist())
    if total > MAX_UNPACKED_MB * 1_000_000 or total > MAX_RATIO * path.stat().st_size:
        raise Invalid("intake.zip", name=path.name, limit_mb=MAX_UNPACKED_MB, ratio=MAX_RATIO)


def zipped_layers(path: Path) -> list[str]:
    """The shapefiles in an archive, named without their ending."""
    refuse_bomb(path)
    with zipfile.ZipFile(path) as packed:
        return sorted(n[:-4] for n in packed.namelist() if n.lower().endswith(".shp"))


def _zipped(path: Path, layer: str | None) -> dict[str, bytes]:
    stems = zipped_layers(path)
    stem = layer or (stems[0] if len(stems) == 1 else None)
    if stem is None or stem not in stems:
        raise Invalid("intake.layer", name=path.name, layers=", ".join(stems) or "-")
    with zipfile.ZipFile(path) as packed:
        inside = {n[len(stem) + 1 :].lower(): n for n in packed.namelist() if n.startswith(stem + ".")}
        return {part: packed.read(inside[part]) for part in PARTS if part in inside}


def _read(name: str, parts: dict[str, bytes], encoding: str) -> Features:
    files = {part: io.BytesIO(parts[part]) for part in ("shp", "dbf", "shx") if part in parts}
    with shapefile.Reader(**files, encoding=encoding) as file:
        columns = tuple(field[0] for field in file.fields if field[0] != "DeletionFlag")
        rows = [[None if v in (None, "") else str(v) for v in record] for record in file.records()]
        shapes = [shapely.geometry.shape(s) if s.shapeType else None for s in file.shapes()]
    frame = read_frame(parts["prj"].decode("utf-8", "replace")) if "prj" in parts else None
    return Features(name, columns, rows, np.array(shapes, dtype=object), frame, encoding)
