"""The quarter's totals a second time: plain Python over the raw rows, written from the text of year.yaml alone.

It shares nothing with the engine: no query, no rule, no grouping. Grids are told by their borders on the line on which
the town lies; all points are 50 m north of its southern border.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Report:
    """A matter of 06010 as a person would list it; `repeats` is the number of the first report of the same thing."""

    number: int
    x_m: float
    opened: datetime
    due: datetime
    closed: datetime | None
    deferrals: int
    voided: bool
    repeats: int | None


@dataclass(frozen=True)
class Books:
    """All that is known of the quarter: reports, months handed in on time by grid, marks of attitude by grid."""

    starts: datetime
    stops: datetime
    now: datetime
    reports: tuple[Report, ...]
    months: dict[int, int]
    attitude: dict[int, tuple[Fraction, ...]]


def grid_of(x_m: float) -> int | None:
    """The number of the grid, from 1."""
    return int(x_m // 100) + 1 if 0 <= x_m < 400 else None


def total(books: Books, grid: int) -> Fraction:
    """The total of a grid before it is rounded."""
    mine = [r for r in books.reports if grid_of(r.x_m) == grid]
    voided = {r.number for r in books.reports if r.voided}
    once = [r for r in mine if not r.voided and (r.repeats is None or r.repeats in voided)]
    found = [r for r in once if books.starts <= r.opened < books.stops]
    due = [r for r in mine if not r.voided and books.starts <= r.due < books.stops and r.due <= books.now]
    late = [r for r in once if r in due and r.deferrals == 0 and (r.closed is None or r.closed > r.due)]
    sanitation = max(NOTHING, 10 - 3 * len(late) - min(Fraction(2), Fraction(len(found), 2)))
    deducted = {r.number for r in (*late, *found)}
    order = max(NOTHING, Fraction(10 - len([r for r in found if r.number not in deducted])))
    months = 10 - 2 * max(0, 3 - books.months.get(grid, 0))
    counted, of = [sanitation, order, Fraction(months)], 30
    undeferred = [r for r in due if r.deferrals == 0]
    if undeferred:
        in_time = [r for r in undeferred if r.closed is not None and r.closed <= r.due]
        counted.append(Fraction(10 * len(in_time), len(undeferred)))
        of = 40
    work = sum(counted, NOTHING) * 80 / of
    marks = books.attitude.get(grid)
    if not marks:
        return work * 100 / 80
    return work + sum(marks, NOTHING) / len(marks)
