"""A table as CSV and as XLSX: read back, every cell is what it was, and none is a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from services.errors import Invalid
from services.export import xlsx_file as xlsx
from services.export.sheet import Cell, Sheet
from services.export.write import written

HEADS = ("编号", "=名称", "得分", "日期", "上报时间")
FORMULA = '=HYPERLINK("x")'
# 16:30 UTC is half past midnight of the next day in Shanghai.
ROW: tuple[Cell, ...] = (7, FORMULA, Decimal("98.50"), date(2026, 3, 1), datetime(2026, 3, 1, 16, 30, 5, 9, UTC))
EMPTY: tuple[Cell, ...] = (None, "a\x00b", Decimal(0), None, None)


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("事项: 2026/03", HEADS, rows, ZoneInfo("Asia/Shanghai"))


def at(text: str) -> datetime:
    """A moment as a spreadsheet has it, without a zone."""
    return datetime.fromisoformat(text)


def test_csv_keeps_figures_as_written_and_quotes_what_could_be_a_formula() -> None:
    text = written(sheet(ROW, EMPTY), "csv").decode("utf-8")
    assert text[0] == "\ufeff"
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["编号", "'=名称", "得分", "日期", "上报时间"],
        ["7", f"'{FORMULA}", "98.50", "2026-03-01", "2026-03-02 00:30:05"],
        ["", "ab", "0", "", ""],
    ]


def test_xlsx_keeps_types_and_no_cell_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(written(sheet(ROW, EMPTY), "xlsx")))
    page = book.active
    assert page is not None
    assert (page.title, page.freeze_panes) == ("事项  2026 03", "A2")
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells == [
        list(HEADS),
        [7, FORMULA, 98.5, at("2026-03-01"), at("2026-03-02 00:30:05")],
        [None, "ab", 0, None, None],
    ]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s", "n", "d"}
    assert page["B2"].quotePrefix
    assert not page["A2"].quotePrefix


def test_a_table_too_long_for_xlsx_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)
    with pytest.raises(Invalid, match="more than 1 rows"):
        written(sheet(ROW, EMPTY), "xlsx")
