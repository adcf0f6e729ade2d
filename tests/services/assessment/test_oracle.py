"""The engine against a second computation in plain Python, over quarters drawn at random."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid5

import numpy as np
import pytest
from sqlalchemy import select, text

from services.assessment.cycles import cycle
from services.assessment.tables import AssessmentScore
from tests import town
from tests.services.assessment.oracle import Books, Report, total
from tests.services.assessment.place import AFTERWARDS, Assessed
from tests.services.matters.place import at

SPACE = UUID("5f0c6f6e-0000-4000-8000-000000000000")
STARTS, STOPS = at("2026-10-01 00:00"), at("2027-01-01 00:00")


def draw(seed: int) -> Books:
    """Sixty reports before, in and after the quarter, east of the last grid too; some repeat one nearby."""
    rng = np.random.default_rng(seed)
    reports: list[Report] = []
    for number in range(60):
        first = int(rng.integers(number)) if number and rng.random() < 0.2 else None
        first = first if first is not None and reports[first].repeats is None else None
        opened = STARTS + timedelta(minutes=int(rng.integers(-20 * 1440, 100 * 1440)))
        due = opened + timedelta(minutes=int(rng.integers(1440, 20 * 1440)))
        closed = opened + timedelta(minutes=int(rng.integers(60, 40 * 1440))) if rng.random() < 0.7 else None
        x_m = reports[first].x_m if first is not None else float(rng.integers(0, 4300)) / 10
        reports.append(Report(number, x_m, opened, due, closed, int(rng.random() < 0.2), rng.random() < 0.1, first))
    months = {grid: int(rng.integers(0, 4)) for grid in (1, 2, 3, 4)}
    marks = {
        grid: tuple(Fraction(int(m)) for m in rng.integers(0, 21, int(rng.integers(0, 4)))) for grid in (1, 2, 3, 4)
    }
    return Books(STARTS, STOPS, AFTERWARDS, tuple(reports), months, marks)


def lay(year: Assessed, books: Books) -> None:
    """Put the books into the tables; what is voided has no deadline."""
    session = year.there.session
    session.execute(text("DELETE FROM matter"))
    for report in books.reports:
        lon, lat = town.at(report.x_m, 50)
        row = {
            "id": uuid5(SPACE, str(report.number)), "ref": f"R{report.number}", "lon": lon, "lat": lat,
            "opened": report.opened, "due": None if report.voided else report.due,
            "closed": None if report.voided else report.closed, "deferrals": report.deferrals,
            "voided": report.opened if report.voided else None,
        }  # fmt: skip
        session.execute(
            text("INSERT INTO matter (id, external_ref, code, opened_at, due_at, closed_at, deferrals, voided_at, "
                 "stage, geom) VALUES (:id, :ref, '06010', :opened, :due, :closed, :deferrals, :voided, 'reported', "
                 "ST_SetSRID(ST_Point(:lon, :lat), 4326))"), row)  # fmt: skip
    locate_matters(year)
    for report in books.reports:
        if report.repeats is not None:
            session.execute(
                text("INSERT INTO matter_pair (again_id, first_id, apart_m) VALUES (:again, :first, 1)"),
                {"again": uuid5(SPACE, str(report.number)), "first": uuid5(SPACE, str(report.repeats))})  # fmt: skip
    for grid, count in books.months.items():
        for month in range(10, 10 + count):
            session.execute(
                text("INSERT INTO month_report (grid_id, month, state, seq, handed_in_at, late, figures) "
                     "VALUES (:grid, :day, 'verified', 1, '2026-10-30', false, '{}')"),
                {"grid": year.target(grid).zone_id, "day": date(2026, month, 1)})  # fmt: skip
    for grid, marks in books.attitude.items():
        for mark in marks:
            year.mark(grid, "attitude", str(int(mark)))


def locate_matters(year: Assessed) -> None:
    """Place them by the row of grids, as locating would."""
    year.there.session.execute(
        text("INSERT INTO matter_location (point_id, edition_id, grid_id, doubtful, nearest_grid_id, nearest_m, "
             "quadkey, tile_x, tile_y, happened_at, ref) SELECT m.id, e.id, b.zone_id, false, "
             "CASE WHEN b.zone_id IS NULL THEN (SELECT max(id) FROM zone WHERE level = 'grid') END, "
             "CASE WHEN b.zone_id IS NULL THEN 5 END, 0, 0, 0, m.opened_at, m.external_ref FROM matter m "
             "CROSS JOIN edition e LEFT JOIN (boundary b JOIN zone z ON z.id = b.zone_id AND z.level = 'grid') "
             "ON b.edition_id = e.id AND ST_Covers(b.geom, m.geom) AND NOT ST_Touches(b.geom, m.geom)"))  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_second_computation_comes_to_the_same_totals(year: Assessed, seed: int) -> None:
    books = draw(seed)
    lay(year, books)
    year.run()
    for grid in (1, 2, 3, 4):
        points = year.points(grid)
        exact = total(books, grid)
        assert points is not None
        assert abs(Fraction(points) - exact) <= Fraction(1, 200) + Fraction(1, 10**9), (
            seed,
            grid,
            points,
            float(exact),
        )


def test_the_order_in_which_rows_were_written_and_what_runs_lie_between_change_nothing(year: Assessed) -> None:
    """The same books in one go, and backwards in three goes with a run after each."""
    books = draw(99)
    lay(year, books)
    year.run()
    whole = totals(year)
    year.there.session.execute(text("DELETE FROM matter"))
    year.run()
    backwards = tuple(reversed(books.reports))
    empty = Books(books.starts, books.stops, books.now, (), {}, {})
    for upto in (20, 40, 60):
        # A pair wants both its ends, so each go lays down all that there is so far.
        some = {report.number for report in backwards[:upto]}
        given = tuple(r for r in backwards[:upto] if r.repeats is None or r.repeats in some)
        lay(year, Books(empty.starts, empty.stops, empty.now, given if upto < 60 else backwards, {}, {}))
        year.run()
    assert totals(year) == whole


def totals(year: Assessed) -> dict[tuple[str, int], Decimal | None]:
    chosen = select(AssessmentScore).where(
        AssessmentScore.part == "total", AssessmentScore.cycle_id == cycle(year.there.session, "2026-Q4").id
    )
    return {(row.object_kind, row.zone_id): row.points for row in year.there.session.scalars(chosen)}
