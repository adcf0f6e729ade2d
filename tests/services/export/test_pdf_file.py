"""A sheet as a PDF: what is read back is what was written, in type that the file brings along."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from services.export.fonts import Fonts
from services.export.pdf_file import pdf_file
from services.export.sheet import Sheet
from web.assets import VENDOR

MADE = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    """The product's own type, unpacked once."""
    return Fonts(VENDOR / "noto-sans-sc", tmp_path_factory.mktemp("fonts"))


def sheet(rows: int = 2) -> Sheet:
    """Places of so many grids."""
    each = [(at, f"第{at}网格", Decimal("64.50"), "=1+1") for at in range(1, rows + 1)]
    return Sheet("考核名次表 · 2026年第4季度", ("名次", "名称", "得分", "备注"), each, UTC)


def read(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_the_text_is_read_back_as_it_was_written(fonts: Fonts) -> None:
    (text,) = read(pdf_file(sheet(), ["新河路街道考核办法"], fonts, MADE))
    for told in ("考核名次表 · 2026年第4季度", "新河路街道考核办法", "第1网格", "64.50", "=1+1", "1 / 1"):
        assert told in text


def test_heads_stand_on_every_page_and_pages_are_numbered(fonts: Fonts) -> None:
    pages = read(pdf_file(sheet(120), [], fonts, MADE))
    assert len(pages) > 2
    assert all("名次" in page and "备注" in page for page in pages)
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    assert sum(page.count("网格") for page in pages) == 120


def test_the_type_is_within_the_file_as_far_as_it_is_used(fonts: Fonts) -> None:
    data = pdf_file(sheet(), [], fonts, MADE)
    used = PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in used.values():
        described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in described
    assert len(data) < 60_000


def test_the_same_sheet_at_the_same_moment_gives_the_same_bytes(fonts: Fonts) -> None:
    assert pdf_file(sheet(), [], fonts, MADE) == pdf_file(sheet(), [], fonts, MADE)


def test_a_rare_character_is_not_lost_where_the_machine_has_type_for_it(fonts: Fonts) -> None:
    """𠮷 and 䶮 are not among the common simplified characters; names have them."""
    rare = Sheet("䶮", ("名称",), [("䶮村",)], UTC)
    (text,) = read(pdf_file(rare, [], fonts, MADE))
    assert "村" in text


def test_unpacked_type_is_kept(fonts: Fonts) -> None:
    first = fonts.file("")
    stamp = first.stat().st_mtime_ns
    assert fonts.file("").stat().st_mtime_ns == stamp
    assert Path(first).read_bytes()[:4] == b"\x00\x01\x00\x00"
