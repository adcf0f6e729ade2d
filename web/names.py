"""Names as they may stand in an address: a zone's code, a point's reference."""

from typing import Annotated

from fastapi import Path

# What the database holds as text: anything printable, of a length that files have.
PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
ZoneCode = Annotated[str, Path(min_length=1, max_length=80, pattern=PRINTABLE)]
PointRef = Annotated[str, Path(min_length=1, max_length=300, pattern=PRINTABLE)]
