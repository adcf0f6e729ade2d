"""The one way out for tables."""

from services.export import csv_file, xlsx_file
from services.export.sheet import Form, Sheet

MEDIA_TYPES: dict[Form, str] = {"csv": csv_file.MEDIA_TYPE, "xlsx": xlsx_file.MEDIA_TYPE}


def written(sheet: Sheet, form: Form) -> bytes:
    """The sheet as a file of that form. Raises Invalid where the form can't hold it."""
    return csv_file.csv_file(sheet) if form == "csv" else xlsx_file.xlsx_file(sheet)
