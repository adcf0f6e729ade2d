"""The zones of a level that a caller may see, and which of an edition's grids each is the sum of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geo.polygonal import LonLat
from services.access.scope import Scope
from services.geography.outlines import Outline

Level = Literal["grid", "area", "community"]


@dataclass(frozen=True, slots=True)
class ZoneSeen:
    """A zone: the names of what it lies in from the top, without the subdistrict, and where its label stands (degrees).

    `whole` says whether all its grids are in the caller's scope.
    """

    id: int
    code: str
    name: str
    parents: tuple[str, ...]
    at: LonLat
    radius_m: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Zones:
    """Zones by code; `grid_ids` in scope by code, and for each the place of the zone it lies in, -1 for none."""

    seen: tuple[ZoneSeen, ...]
    grid_ids: tuple[int, ...]
    zone_of: NDArray[np.int64]

    def sums(self, counted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Numbers by period and grid, shape (periods, grids), summed by zone."""
        summed = np.zeros((len(self.seen), len(counted)), np.int64)
        inside = self.zone_of >= 0
        np.add.at(summed, self.zone_of[inside], counted.T[inside])
        return summed.T


def zones_of(outlines: Sequence[Outline], level: Level, scope: Scope) -> Zones:
    """The zones of a level with at least one grid in scope; for who sees everything also those without any grid."""
    mine = set(scope.grid_ids)
    grids = [o for o in outlines if o.level == "grid"]
    in_scope = [o for o in grids if scope.everything or o.zone_id in mine]
    reached = {i for o in in_scope for i in o.path}
    cut = {i for o in grids if not scope.everything and o.zone_id not in mine for i in o.path}
    of_level = [o for o in outlines if o.level == level and (scope.everything or o.zone_id in reached)]
    names = {o.zone_id: o.name for o in outlines if o.level != "subdistrict"}
    column = {o.zone_id: i for i, o in enumerate(of_level)}
    zone_of = np.array([next((column[i] for i in o.path if i in column), -1) for o in in_scope], np.int64)
    seen = tuple(_seen(o, names, o.zone_id not in cut) for o in of_level)
    return Zones(seen, tuple(o.zone_id for o in in_scope), zone_of)


def _seen(zone: Outline, names: dict[int, str], whole: bool) -> ZoneSeen:
    parents = tuple(names[i] for i in zone.path[:-1] if i in names)
    return ZoneSeen(zone.zone_id, zone.code, zone.name, parents, zone.centre, zone.radius_m, whole)
