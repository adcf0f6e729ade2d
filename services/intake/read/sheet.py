"""XLSX: the first sheet, or the one that is named."""

from pathlib import Path

from python_calamine import CalamineWorkbook

from services.errors import Invalid
from services.intake.features import Features
from services.intake.read.shapefile import refuse_bomb


def said(cell: object) -> str | None:
    """A cell as text; whole numbers lose the point that spreadsheets add."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def read_sheet(path: Path, layer: str | None) -> Features:
    """A sheet's table. Raises Invalid where the named sheet is missing."""
    refuse_bomb(path)
    book = CalamineWorkbook.from_path(str(path))
    if layer is not None and layer not in book.sheet_names:
        raise Invalid("intake.layer", name=path.name, layers=", ".join(book.sheet_names))
    cells = book.get_sheet_by_name(layer or book.sheet_names[0]).to_python()
    columns = tuple(str(c).strip() for c in cells[0]) if cells else ()
    return Features(path.name, columns, [[said(c) for c in row] for row in cells[1:] if any(row)])
