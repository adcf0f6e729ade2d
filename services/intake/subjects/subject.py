"""A kind of points that a table may bring: its fields, what is looked at beyond cells, and what follows its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from services.intake.cells import Field, Reading
from services.intake.features import Features
from services.intake.report import Report
from services.intake.rows import Faults, Good, no_faults


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its rows, the column of each field, how cells were read, what can be written."""

    features: Features
    mapping: Mapping[str, str]
    reading: Reading
    good: Good
    report: Report


def nothing_to_say(_session: Session, _table: Table) -> None:
    """Of a subject without words or places of its own."""


def nothing_follows(_session: Session, _table: Table, _batch_id: UUID, _received_by: UUID | None) -> None:
    """Of a subject that is whole once its rows have their grids."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of points (as services.locating knows it) and what is its own.

    `faults` finds what is wrong with rows as a whole, by the values of each field; `say` tells what a table's words
    and places are taken as, before anything is written; `follow` does what the written rows of a batch bring about.
    """

    kind: str
    fields: tuple[Field, ...]
    faults: Faults = no_faults
    say: Callable[[Session, Table], None] = nothing_to_say
    follow: Callable[[Session, Table, UUID, UUID | None], None] = nothing_follows

    @property
    def names(self) -> list[str]:
        """The fields that a file may have a column for, places apart."""
        return ["ref", *(f.field for f in self.fields), "accuracy", "zone"]

    @property
    def required(self) -> list[str]:
        """Those that it must have."""
        return [f.field for f in self.fields if f.required]
