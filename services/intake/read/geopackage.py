"""GeoPackage 1.x, opened as the SQLite file that it is: read-only, its own tables only."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import Frame, read_frame
from services.errors import Invalid
from services.intake.features import Features

# Sizes of the envelope in a geometry's header, by its code (GeoPackage 1.3, 2.1.3.1.1).
ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def geometries(blobs: list[bytes | None]) -> NDArray[np.object_]:
    """Geometries of blobs: two letters, version, flags, frame number, envelope, then WKB."""
    wkb = [_wkb(b) for b in blobs]
    return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)


def _wkb(blob: bytes | None) -> bytes | None:
    """The WKB in a blob, None where the blob is none: a fault of its row."""
    if not isinstance(blob, bytes) or len(blob) < 8 or not blob.startswith(b"GP"):
        return None
    envelope = ENVELOPE.get((blob[3] >> 1) & 7)
    return None if envelope is None else blob[8 + envelope :] or None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _frame(file: sqlite3.Connection, number: int) -> Frame | None:
    row = file.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        [number],
    ).fetchone()
    if row is None or number in (0, -1):
        return None
    return read_frame(f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else row[2])


def read_geopackage(path: Path, layer: str | None) -> Features:
    """A layer's features. Raises Invalid where there are several and none is named."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        file.execute("PRAGMA trusted_schema = OFF")
        layers = {
            row[0]: (row[1], row[2])
            for row in file.execute(
                "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g "
                "JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table' ORDER BY 1"
            )
        }
        chosen = layer or (next(iter(layers)) if len(layers) == 1 else None)
        if chosen not in layers or chosen is None:
            raise Invalid("intake.layer", name=path.name, layers=", ".join(layers))
        column, number = layers[chosen]
        cursor = file.execute(f"SELECT * FROM {_quoted(chosen)}")  # noqa: S608 (quoted, and a name of this file)
        names = [d[0] for d in cursor.description]
        at = names.index(column)
        cells = cursor.fetchall()
        frame = _frame(file, number)
        others = {_frame(file, other) for _, other in layers.values()} - {frame, None}
    rows = [[None if v is None else str(v) for i, v in enumerate(row) if i != at] for row in cells]
    columns = tuple(n for i, n in enumerate(names) if i != at)
    return Features(path.name, columns, rows, geometries([row[at] for row in cells]), frame,
                    other_frames=tuple(sorted(f.name for f in others if f)))  # fmt: skip
