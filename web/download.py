"""A table handed out as a file."""

from fastapi import Response

from services.export.sheet import Form, Sheet
from services.export.write import MEDIA_TYPES, written


def download(sheet: Sheet, form: Form, name: str) -> Response:
    """The sheet as an attachment; `name` is plain ASCII and has no ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(written(sheet, form), media_type=MEDIA_TYPES[form], headers=headers)
