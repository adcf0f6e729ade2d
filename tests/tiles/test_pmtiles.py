"""A PMTiles file gives its tiles, whoever wrote it; what is none is refused in a sentence."""

import gzip
from pathlib import Path

import mapbox_vector_tile
import pytest

from services.errors import Invalid
from tests.tiles.base_file import write_lake, write_pictures
from tests.tiles.place import tile_at
from tiles.pmtiles import Archive, tile_id


@pytest.mark.parametrize(("tile", "number"), [
    # The specification's own examples.
    ((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 0, 1), 2), ((1, 1, 1), 3), ((1, 1, 0), 4), ((2, 0, 0), 5),
    ((12, 3423, 1763), 19078479),
])  # fmt: skip
def test_tiles_are_numbered_along_the_curve(tile: tuple[int, int, int], number: int) -> None:
    assert tile_id(*tile) == number


@pytest.mark.parametrize("zoom", range(15))
def test_what_gdal_wrote_is_read(tmp_path: Path, zoom: int) -> None:
    archive = Archive(write_lake(tmp_path / "lake.pmtiles"))
    body = archive.tile(zoom, *tile_at(200, 50, zoom))
    if zoom < 8:
        assert body is None
        return
    assert body is not None
    layers = mapbox_vector_tile.decode(gzip.decompress(body))
    assert [f["properties"] for f in layers["water"]["features"]] == [{"name": "湖"}]
    assert archive.tile(zoom, 0, 0) is None


def test_directories_lead_to_directories_and_runs_share_their_bytes(tmp_path: Path) -> None:
    archive = Archive(write_pictures(tmp_path / "pictures.pmtiles"))
    found = [archive.tile(*tile) for tile in ((0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0))]
    assert found == [b"zero", b"one", b"one", None, b"four"]
    assert archive.tile(1, 2, 0) is None
    assert archive.tile(2, 0, 0) is None


def test_what_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"nowhere\.pmtiles can't be read: No such file"):
        Archive(tmp_path / "nowhere.pmtiles")


@pytest.mark.parametrize("cut", [0, 60, 130, 160])
def test_what_is_broken_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = write_lake(tmp_path / "lake.pmtiles")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Invalid, match="is no base map that can be drawn"):
        Archive(path)


def test_what_is_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "else.pmtiles"
    path.write_bytes(b"SQLite format 3\x00" * 20)
    with pytest.raises(Invalid, match="is no base map"):
        Archive(path)
