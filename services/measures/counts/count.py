"""Running a count: whole numbers by period and grid, for all periods of a series in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.messages import Message


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted: its .sql file, its words, and whether points outside all grids count with their nearest.

    It is shown in units of `unit_size`, with so many decimals: an area is counted in m² and shown in km².
    """

    name: str
    words: Message
    with_outside: bool = False
    unit_size: int = 1
    decimals: int = 0

    def shown(self, n: int) -> Decimal:
        """A number as people read it."""
        return round(Decimal(n) / self.unit_size, self.decimals)


@dataclass(frozen=True, slots=True)
class Asked:
    """What every count is asked: an edition, the midnights of a series (UTC, rising), the time now, a scope.

    What zones have of their own is asked by their `kind`, of those named; of the grids in scope where none are.
    """

    edition_id: int
    edges: Sequence[datetime]
    now: datetime
    scope: Scope
    kind: str = "grid"
    zones: Sequence[int] | None = None

    def params(self) -> dict[str, object]:
        """As the statements take them."""
        return {
            "edition": self.edition_id, "edges": list(self.edges), "start": self.edges[0], "stop": self.edges[-1],
            "now": self.now, "everything": self.scope.everything, "grids": list(self.scope.grid_ids),
            "kind": self.kind, "zones": list(self.scope.grid_ids if self.zones is None else self.zones),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of one count, shape (periods, grids): inside their grid, and outside all grids with it the nearest."""

    inside: NDArray[np.int64]
    outside: NDArray[np.int64]

    def counted(self, count: Count) -> NDArray[np.int64]:
        """What the count counts."""
        return self.inside + self.outside if count.with_outside else self.inside


def tally(session: Session, count: Count, asked: Asked, column_of: Mapping[int, int]) -> Tally:
    """Count, within the caller's scope; `column_of` says where each grid stands."""
    shape = (len(asked.edges) - 1, len(column_of))
    made = Tally(np.zeros(shape, np.int64), np.zeros(shape, np.int64))
    rows = session.execute(sql(__file__, f"{count.name}.sql"), asked.params()).all()
    known = [(column_of[grid], bucket, inside, outside) for bucket, grid, inside, outside in rows if grid in column_of]
    always = np.array([(c, i, o) for c, b, i, o in known if b is None], np.int64).reshape(-1, 3)
    once = np.array([row for row in known if row[1] is not None], np.int64).reshape(-1, 4)
    for into, stock, event in ((made.inside, 1, 2), (made.outside, 2, 3)):
        np.add.at(into.T, always[:, 0], always[:, [stock]])
        np.add.at(into, (once[:, 1] - 1, once[:, 0]), once[:, event])
    return made
