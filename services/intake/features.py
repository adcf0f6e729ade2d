"""What a file holds, whatever its kind: columns, rows of text, and geometries where it has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from geo.crs import Frame

# A subdistrict's finest boundaries have some thousand vertices; more is a mistake or an attack.
MAX_VERTICES = 200_000
MAX_UNPACKED_MB = 1024
MAX_RATIO = 200
# Of a whole file: the outlines of a province.
MAX_TOTAL_VERTICES = 10_000_000


@dataclass(frozen=True, slots=True)
class Features:
    """A table of a file. `frame` is None where the file does not say; geometries are as in the file.

    `other_frames` are those of the file's other layers, where they are not this one's.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | None]]
    geometries: NDArray[np.object_] | None = None
    frame: Frame | None = None
    note: str = ""
    other_frames: tuple[str, ...] = ()

    def column(self, name: str) -> list[str | None]:
        """One column, blanks as None."""
        at = self.columns.index(name)
        try:
            return [cell or None for cell in map(itemgetter(at), self.rows)]
        except IndexError:  # some rows are short
            return [(row[at] or None) if at < len(row) else None for row in self.rows]
