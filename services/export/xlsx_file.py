"""A sheet as XLSX: texts stay texts, figures stay figures, the heads stay in sight."""

import io
import re
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from services.errors import Invalid
from services.export.sheet import Cell, Sheet, begins_formula, local_rows, printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575
MOST_LETTERS = 32_767
NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
WIDEST = 40


def xlsx_file(sheet: Sheet) -> bytes:
    """The whole file. Raises Invalid where it has more rows than the format."""
    rows = list(islice(local_rows(sheet), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise Invalid("export.too_long", most=MOST_ROWS)
    book = Workbook(write_only=True)
    page = book.create_sheet(NOT_IN_TITLES.sub(" ", sheet.title)[:31] or None)
    page.freeze_panes = "A2"
    for at, head in enumerate(sheet.heads, start=1):
        page.column_dimensions[get_column_letter(at)].width = min(WIDEST, 4 + 2 * len(head))
    page.append([_cell(page, head, bold=True) for head in sheet.heads])
    for row in rows:
        page.append([_cell(page, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> Any:
    shown: Any = printable(value)[:MOST_LETTERS] if isinstance(value, str) else value
    cell = WriteOnlyCell(page, shown)
    if isinstance(value, str):
        # Said to be a text, now and after somebody has edited it: no formula, whatever it begins with.
        cell.data_type = "s"
        cell.quotePrefix = begins_formula(value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    if bold:
        cell.font = Font(bold=True)
    return cell
