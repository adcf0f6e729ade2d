"""Gaps of the small town, worked by hand."""

from collections.abc import Callable
from datetime import date, datetime

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from services.coverage.addresses import addresses
from services.coverage.gaps import gaps_of, missed_blocks, unreached
from services.coverage.levels import table
from services.coverage.progress import progress
from tests import town
from tests.services.coverage.conftest import ZONE, Month


def test_missed_addresses_that_lie_together_are_one_block(month: Month, grids: Callable[[int], int]) -> None:
    every = addresses(month.session, month.office, month.place, [grids(1), grids(2)])
    # H0 to H4 stand 15 m apart, H5 to H7 20 m apart and 40 m from H4: with five within 30 m only about H2.
    blocks = missed_blocks(every)
    assert [(b.households, b.grid_ids) for b in blocks] == [(5, (grids(1),))]
    month.visit("H4", "2026-10-02 09:00")
    every = addresses(month.session, month.office, month.place, [grids(1), grids(2)])
    assert [a.ref for a in unreached(every)] == ["H0", "H1", "H2", "H3", "H5", "H6", "H7"]
    assert missed_blocks(every) == []


def test_a_street_is_passed_within_fifteen_metres_and_an_empty_circle_holds_the_missed(
    month: Month, grids: Callable[[int], int]
) -> None:
    number = month.visit("H0", "2026-10-02 09:00")
    edition = month.place.edition_id
    month.session.execute(
        text("INSERT INTO visit_location (point_id, edition_id, grid_id, doubtful, quadkey, tile_x, tile_y, ref) "
             "VALUES (:v, :e, :g, false, 0, 0, 0, 'V')"), {"v": number, "e": edition, "g": grids(1)},
    )  # fmt: skip
    every = addresses(month.session, month.office, month.place, [grids(1)])
    street = shapely.LineString([town.at(0, 50), town.at(100, 50)])
    found = gaps_of(month.session, month.place, [grids(1)], every, town.block(0, 100), [street], [])
    # Pieces of 20 m: the pass at 10 m speaks for the first and, 10 m away, for the second.
    assert (round(found.street_m), round(found.missed_m), found.passes) == (100, 60, 1)
    assert found.empty[0].addresses == 4


def test_no_circle_stands_in_a_park(month: Month, grids: Callable[[int], int]) -> None:
    number = month.visit("H0", "2026-10-02 09:00")
    month.session.execute(
        text("INSERT INTO visit_location (point_id, edition_id, grid_id, doubtful, quadkey, tile_x, tile_y, ref) "
             "VALUES (:v, :e, :g, false, 0, 0, 0, 'V')"), {"v": number, "e": month.place.edition_id, "g": grids(1)},
    )  # fmt: skip
    every = addresses(month.session, month.office, month.place, [grids(1)])

    def circles(*parks: BaseGeometry) -> list[BaseGeometry]:
        found = gaps_of(month.session, month.place, [grids(1)], every, town.block(0, 100), [], parks)
        return [shapely.Point(one.lon, one.lat) for one in found.empty]

    # About 20 m around where the first circle stood.
    park = circles()[0].buffer(20 / town.NORTH_M)
    moved = circles(park)
    assert moved
    assert not any(park.contains(at) for at in moved)


def test_progress_is_the_share_verified_by_the_end_of_each_day(month: Month) -> None:
    month.visit("H0", "2026-10-02 09:00")
    month.visit("H0", "2026-10-03 09:00")
    month.visit("H5", "2026-10-03 09:00")
    now = datetime(2026, 10, 4, 12, tzinfo=ZONE)
    levels = {z.id: one for z, one in table(month.session, month.office, month.place, "community", now).zones}
    found = progress(month.session, month.office, month.place, "community", levels, now)
    assert (found.first, found.days) == (date(2026, 10, 1), 31)
    assert [line.shares for line in found.lines] == [(0.0, 1 / 8, 2 / 8, 2 / 8), (0.0, 0.0, 0.0, 0.0)]
