"""A sheet as CSV (RFC 4180), with a byte order mark, so that Excel reads it as UTF-8."""

import csv
import io

from services.export.sheet import Cell, Sheet, local_rows, safe_text

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"


def csv_file(sheet: Sheet) -> bytes:
    """The whole file."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([safe_text(head) for head in sheet.heads])
    writer.writerows([_written(cell) for cell in row] for row in local_rows(sheet))
    return out.getvalue().encode()


def _written(cell: Cell) -> Cell | str:
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) else cell
