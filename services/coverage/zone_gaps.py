"""The gaps of whole zones, worked out again only where something changed in their own grids."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from services.coverage.addresses import Covered, Place
from services.coverage.gaps import Gaps, gaps_of
from services.gridfile.map import GROUND, Surroundings, surroundings
from services.gridfile.zone import Subject
from services.versions.kept import Kept
from services.versions.of_grids import versions_of_grids

# So many circles of all its grids together.
CIRCLES = 12
MARGIN = 0.03
BY_GRID = ("coverage", "visits")
_kept: Kept[Gaps] = Kept((*GROUND, "households"), 512, BY_GRID)


def gaps_of_zone(
    session: Session, place: Place, zone: Subject, found: Sequence[Covered], around: Callable[[], Surroundings]
) -> Gaps:
    """The gaps of a zone with all its grids; `found` are their addresses, `around` what lies about them."""
    versions = versions_of_grids(session, BY_GRID, place.edition_id, zone.grid_ids)

    def make() -> Gaps:
        ground = around()
        streets = [piece.shape for piece in ground.of("street")]
        return gaps_of(
            session, place, zone.grid_ids, found, ground.outline, streets, ground.unlived, CIRCLES
        )  # fmt: skip

    return _kept.get(session, (place.cycle.id, *zone.key, versions), make)


def around_zone(session: Session, zone: Subject) -> Surroundings:
    """A zone with its grids in a box."""
    return surroundings(session, replace(zone, level="grid"), margin=MARGIN)
