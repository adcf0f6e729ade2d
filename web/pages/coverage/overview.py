"""The gaps of all zones that a caller sees whole: circles and streets without a pass, zone by zone and together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import shapely
from shapely.geometry.base import BaseGeometry

from services.coverage.addresses import Covered
from services.coverage.gaps import EmptyPart
from services.coverage.zone_gaps import CIRCLES, around_zone, gaps_of_zone
from services.geography.outlines import Outline, outlines
from services.geography.zone_shapes import zone_shapes
from services.gridfile.zone import Subject, find_zone
from services.measures.zones import Level, zones_of
from web.access import Caller
from web.pages.coverage.asked import Shown


@dataclass(frozen=True, slots=True)
class OverviewGaps:
    """The fullest circles, each with the grid in which its middle lies, and by zone the metres without a pass."""

    circles: tuple[tuple[EmptyPart, Outline | None], ...]
    streets: tuple[BaseGeometry, ...]
    zones: tuple[tuple[Subject, float, float], ...]

    @property
    def missed_m(self) -> float:
        """Metres of street without a pass in all zones."""
        return sum(missed for _, missed, _ in self.zones)

    @property
    def street_m(self) -> float:
        """Metres of street in all zones."""
        return sum(of for *_, of in self.zones)


def overview_gaps(caller: Caller, found: Shown, level: Level, every: Sequence[Covered]) -> OverviewGaps:
    """The gaps of the zones of a level that are whole in the caller's scope; each is worked out once and kept."""
    known = outlines(caller.session, found.edition.id)
    circles: list[EmptyPart] = []
    streets: list[BaseGeometry] = []
    zones: list[tuple[Subject, float, float]] = []
    for seen in zones_of(known, level, caller.scope).seen:
        if not seen.whole:
            continue
        zone = find_zone(caller.session, caller.scope, seen.code, found.edition.valid_from, found.edition.id, level)
        own = set(zone.grid_ids)
        here = [one for one in every if one.grid_id in own]
        gaps = gaps_of_zone(caller.session, found.place, zone, here, partial(around_zone, caller.session, zone))
        circles += gaps.empty
        streets += [gaps.streets] if gaps.missed_m else []
        zones.append((zone, gaps.missed_m, gaps.street_m))
    fullest = sorted(circles, key=lambda one: (-one.addresses, -one.radius_m))[:CIRCLES]
    return OverviewGaps(tuple(_placed(caller, found, known, fullest)), tuple(streets), tuple(zones))


def _placed(
    caller: Caller, found: Shown, known: Sequence[Outline], circles: Sequence[EmptyPart]
) -> list[tuple[EmptyPart, Outline | None]]:
    """Each circle with its grid; none where its middle lies in no grid."""
    grids = zone_shapes(caller.session, found.edition.id, "grid")
    of_id = {one.zone_id: one for one in known}
    middles = [shapely.Point(one.lon, one.lat) for one in circles]
    tree = shapely.STRtree(middles)
    lies: dict[int, Outline] = {}
    for grid, shape in grids.items():
        lies |= {int(at): of_id[grid] for at in tree.query(shape, predicate="intersects") if grid in of_id}
    return [(one, lies.get(i)) for i, one in enumerate(circles)]
