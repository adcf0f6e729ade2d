"""What can be done to a draft: one frozen value a kind of edit, kept in the log as JSON."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.errors import Invalid
from services.geography.writing import LEVELS

Lon: TypeAlias = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat: TypeAlias = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Place: TypeAlias = tuple[Lon, Lat]
"""Degrees, EPSG:4326, longitude first."""
Code: TypeAlias = Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[^\s\x00-\x1f]+$")]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]
Level: TypeAlias = Annotated[str, Field(pattern=f"^({'|'.join(LEVELS)})$")]
Metres: TypeAlias = Annotated[float, Field(ge=0, le=25, allow_inf_nan=False)]


class Edit(BaseModel):
    """One step of a draft."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Move(Edit):
    """A vertex goes elsewhere in every grid that has it; onto another vertex within `snap_m` it becomes that one."""

    origin: Place = Field(alias="from")
    to: Place
    snap_m: Metres = 0.0


class Insert(Edit):
    """A new vertex on the edge nearest to a place, within so many metres of it."""

    at: Place
    within_m: Metres = 5.0


class Delete(Edit):
    """A vertex goes from every grid that has it."""

    at: Place


class Piece(Edit):
    """Code and name of what a splitting line leaves."""

    code: Code
    name: Name


class Split(Edit):
    """A grid is cut along a line; the pieces are named from west to east, then north to south."""

    code: Code
    line: Annotated[tuple[Place, ...], Field(min_length=2, max_length=500)]
    pieces: Annotated[tuple[Piece, ...], Field(min_length=2, max_length=20)]


class Merge(Edit):
    """Several neighbours become one grid; its parent is theirs, or named where they have different ones."""

    codes: Annotated[tuple[Code, ...], Field(min_length=2, max_length=50)]
    code: Code
    name: Name
    parent: Code | None = None


class Rename(Edit):
    """A zone of any level gets another name."""

    level: Level = "grid"
    code: Code
    name: Name


class Rehang(Edit):
    """A grid goes to another zone of the level above it."""

    code: Code
    parent: Code


class Found(Edit):
    """A new area or community is made of grids; the zone above it is theirs, or named where they have different ones.

    A new community takes an area along of which it gets every grid; the grids of any other area leave it.
    """

    level: Annotated[str, Field(pattern="^(community|area)$")]
    code: Code
    name: Name
    grids: Annotated[tuple[Code, ...], Field(min_length=1, max_length=500)]
    parent: Code | None = None


KINDS: dict[str, type[Edit]] = {
    "move": Move, "insert": Insert, "delete": Delete, "split": Split, "merge": Merge, "rename": Rename,
    "parent": Rehang, "found": Found,
}  # fmt: skip
OPERATIONS = {kind: name for name, kind in KINDS.items()}


def parse(operation: str, arguments: object) -> Edit:
    """An edit from its name and its arguments, as JSON text or as plain data. Raises Invalid."""
    if operation not in KINDS:
        raise Invalid("redraw.operation", operation=operation[:40])
    try:
        if isinstance(arguments, str):
            return KINDS[operation].model_validate_json(arguments)
        return KINDS[operation].model_validate(arguments)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Invalid("redraw.arguments", field=".".join(map(str, first["loc"])) or operation) from None
