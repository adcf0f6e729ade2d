"""Whatever bytes come under whatever name: a table, or a sentence; never a traceback."""

import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import DomainError, Invalid
from services.intake.features import Features
from services.intake.read import SHAPE, SQLITE, read
from tests import town

STARTS = {".geojson": b'{"features":[', ".gpkg": SQLITE, ".shp": SHAPE, ".zip": b"PK\x03\x04", ".csv": b"a,b\n",
          ".gz": b"\x1f\x8b\x08", ".xlsx": b"PK\x03\x04"}  # fmt: skip


def outcome(path: Path) -> str:
    try:
        assert isinstance(read(path), Features)
    except DomainError as refused:
        return refused.message.render("zh")
    return ""


@settings(max_examples=150)
@given(ending=st.sampled_from(sorted(STARTS)), rest=st.binary(max_size=400), beside=st.binary(max_size=100))
def test_random_bytes_end_in_a_table_or_a_sentence(ending: str, rest: bytes, beside: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{ending}"
        path.write_bytes(STARTS[ending] + rest)
        path.with_suffix(".dbf").write_bytes(beside)
        outcome(path)


@settings(max_examples=60)
@given(at=st.floats(0, 1), byte=st.integers(0, 255), length=st.integers(1, 40))
def test_a_damaged_map_file_ends_in_a_table_or_a_sentence(at: float, byte: int, length: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = town.write_zones(Path(folder) / "zones.geojson")
        data = bytearray(path.read_bytes())
        start = int(at * (len(data) - length))
        data[start : start + length] = bytes([byte]) * length
        path.write_bytes(data)
        outcome(path)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/blank.bin", bytes(30_000_000))
    with pytest.raises(Invalid, match="no honest map file"):
        read(path)
