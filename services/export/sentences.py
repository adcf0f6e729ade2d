"""What can be refused of files out."""

from services.errors import register

register(
    {
        "export.too_long": "The table has more than %(most)d rows, which XLSX can't hold. "
        "Choose fewer by the filters, or take it as CSV."
    }
)
