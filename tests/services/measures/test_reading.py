"""Readings of the small town, each figure counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.geography.editions import by_name
from services.geography.tables import Zone
from services.locating.tables import MatterLocation
from services.matters.tables import Matter
from services.measures.first import first_measure, first_period
from services.measures.measure import Direction
from services.measures.period import parse
from services.measures.rank import ranks
from services.measures.reading import STATES, Question, Reading, read
from services.measures.registry import MEASURES
from services.measures.zones import Level
from tests import town

ALL = Scope(uuid4(), "office", True, ())
SHANGHAI = ZoneInfo("Asia/Shanghai")
APRIL, MAY = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
LEVELS: tuple[Level, ...] = ("grid", "area", "community")


def scope_of(session: Session, *codes: str) -> Scope:
    ids = session.scalars(select(Zone.id).where(Zone.level == "grid", Zone.code.in_(codes))).all()
    return Scope(uuid4(), "grid_leader", False, tuple(ids))


def reading(
    session: Session, key: str, level: Level = "grid", scope: Scope = ALL, period: str = "2026-03", now: datetime = MAY
) -> Reading:
    edition = by_name(session, "first")
    assert edition is not None
    return read(session, scope, Question(MEASURES[key], level, edition.id, parse(period), SHANGHAI, now))


def figures(found: Reading, period: int | None = None) -> list[str | Decimal]:
    """Each zone's figure of a period, or the word for why there is none; a true nought is said by its word too."""
    at = found.at if period is None else period
    states = [STATES[letter] for letter in found.letters(at)]
    values = (found.value(at, i) for i in range(len(found.zones)))
    return [v if s == "value" and v is not None else s for v, s in zip(values, states, strict=True)]


@pytest.mark.parametrize(
    ("key", "expected", "inside", "outside"),
    [
        # Two matters by two households; one by one; none by one; one by no household at all.
        ("matters_per_household", ["100.0", "100.0", "zero", "not_applicable"], 4, 1),
        # The second of A repeats the first, at the same place a day later: one incident by two households.
        ("incidents_per_household", ["50.0", "100.0", "zero", "not_applicable"], 3, 1),
        # Two matters on a hectare, a hundredth of a km².
        ("matters_per_km2", ["200.0", "100.0", "zero", "100.0"], 4, 1),
        # Of two due in A one was closed in time; the one in B is still open; none was due in C; that of D, in April.
        ("closed_on_time", ["50.0", "zero", "not_applicable", "not_applicable"], 3, 1),
        # Two visits by two households, patrols apart; B was visited in February.
        ("visits_per_household", ["1.00", "zero", "zero", "not_applicable"], 2, 1),
        # Nothing is in doubt in A, B, C. Beside D: a household, a matter and a visit outside; a matter inside: 3 of 4.
        ("points_in_doubt", ["zero", "zero", "zero", "75.0"], 11, 3),
    ],
)
def test_march_by_grid(spring: Session, key: str, expected: list[str], inside: int, outside: int) -> None:
    found = reading(spring, key)
    assert [str(f) for f in figures(found)] == expected
    assert (found.inside[found.at], found.outside[found.at]) == (inside, outside)


def test_april_takes_what_came_at_its_first_midnight_and_what_was_due_in_it(spring: Session) -> None:
    # A has two households, B and C one, D none.
    expected = ["zero", "zero", Decimal("100.0"), "not_applicable"]
    assert figures(reading(spring, "matters_per_household", period="2026-04")) == expected
    expected = ["not_applicable", "not_applicable", "not_applicable", Decimal("100.0")]
    assert figures(reading(spring, "closed_on_time", period="2026-04")) == expected


def test_what_was_voided_is_no_matter_and_what_repeats_it_counts_in_its_place(spring: Session) -> None:
    # Of the two matters in A the second repeats the first.
    first, second = spring.scalars(
        select(Matter.external_ref).join(MatterLocation, MatterLocation.point_id == Matter.id)
        .join(Zone, Zone.id == MatterLocation.grid_id).where(Zone.code == town.GRIDS[0], Matter.opened_at < APRIL)
        .order_by(Matter.opened_at)
    )  # fmt: skip
    for ref, matters, incidents in ((first, "50.0", "50.0"), (second, "zero", "zero")):
        spring.execute(update(Matter).where(Matter.external_ref == ref).values(stage="voided", voided_at=MAY))
        assert str(figures(reading(spring, "matters_per_household"))[0]) == matters
        assert str(figures(reading(spring, "incidents_per_household"))[0]) == incidents


def test_a_matter_is_due_once_its_deadline_has_passed(spring: Session) -> None:
    # On 5 March at noon in Greenwich the deadlines of both matters in A have passed, that in B has not.
    found = reading(spring, "closed_on_time", now=datetime(2026, 3, 5, 12, tzinfo=UTC))
    assert [str(f) for f in figures(found)] == ["50.0", "not_applicable", "not_applicable", "not_applicable"]
    assert (found.inside[found.at], found.outside[found.at]) == (2, 0)


def test_a_month_before_the_first_record_is_no_nought(spring: Session) -> None:
    found = reading(spring, "matters_per_household")
    assert found.periods[10].key == "2026-02"
    assert set(figures(found, 10)) == {"no_data"}
    assert found.ranks(10) == [None] * 4


def test_communities_are_the_sums_of_their_grids(spring: Session) -> None:
    # Three matters by three households; one by one.
    found = reading(spring, "matters_per_household", "community")
    assert [z.name for z in found.zones] == ["Z001", "Z002"]
    assert [str(f) for f in figures(found)] == ["100.0", "100.0"]
    # Two visits by three households; none by one.
    assert [str(f) for f in figures(reading(spring, "visits_per_household", "community"))] == ["0.67", "zero"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("key", MEASURES)
def test_every_level_adds_up_to_the_same(spring: Session, key: str, level: Level) -> None:
    grids, above = reading(spring, key), reading(spring, key, level)
    if above.zones:
        assert (above.numerators.sum(axis=1) == grids.numerators.sum(axis=1)).all()
        assert (above.denominators.sum(axis=1) == grids.denominators.sum(axis=1)).all()
    assert (above.inside, above.outside) == (grids.inside, grids.outside)


@pytest.mark.parametrize("key", MEASURES)
def test_the_classes_are_shared_by_exactly_the_values(spring: Session, key: str) -> None:
    found = reading(spring, key)
    for at in range(len(found.periods)):
        classes = found.classes(at)
        assert [c >= 0 for c in classes] == [s == "v" for s in found.letters(at)]
        assert max(classes, default=0) < max(len(found.breaks) - 1, 1)


@pytest.mark.parametrize("key", MEASURES)
def test_the_parts_of_a_year_add_up_to_it(spring: Session, key: str) -> None:
    # What stands in every period, as households do, is no event: it can't be added over time.
    count = MEASURES[key].numerator
    if count.name == "points_in_doubt":
        return
    months, year = reading(spring, key, period="2026-12"), reading(spring, key, period="2026")
    assert (months.numerators.sum(axis=0) == year.numerators[-1]).all()


def test_a_zone_only_partly_in_scope_is_withheld(spring: Session) -> None:
    leader = scope_of(spring, *town.GRIDS[:1])
    found = reading(spring, "matters_per_household", "community", leader)
    assert [(z.name, z.whole) for z in found.zones] == [("Z001", False)]
    assert figures(found) == ["withheld"]
    assert found.ranks(found.at) == [None]
    assert [str(f) for f in figures(reading(spring, "matters_per_household", "grid", leader))] == ["100.0"]
    both = scope_of(spring, *town.GRIDS[:2])
    assert [str(f) for f in figures(reading(spring, "matters_per_household", "community", both))] == ["100.0"]


def test_an_outside_point_belongs_to_the_scope_of_its_nearest_grid(spring: Session) -> None:
    last, first = scope_of(spring, town.GRIDS[3]), scope_of(spring, town.GRIDS[0])
    sums = [
        (r.inside[r.at], r.outside[r.at])
        for r in (reading(spring, "matters_per_household", scope=s) for s in (last, first))
    ]
    assert sums == [(1, 1), (2, 0)]


def test_nobody_reads_nothing(spring: Session) -> None:
    found = reading(spring, "matters_per_household", scope=Scope(uuid4(), "grid_leader", False, ()))
    assert (found.zones, found.breaks, found.inside[-1]) == ((), (), 0)


def test_the_order_of_the_rows_changes_nothing(spring: Session, tmp_path: Path) -> None:
    first = reading(spring, "points_in_doubt")
    again = replace(
        first,
        zones=first.zones[::-1],
        numerators=first.numerators[:, ::-1],
        denominators=first.denominators[:, ::-1],
        states=first.states[:, ::-1],
    )
    assert again.ranks(again.at) == first.ranks(first.at)[::-1]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("lower", [1, 2, 2, 4, None]), ("higher", [4, 2, 2, 1, None]), ("none", [4, 2, 2, 1, None])],
)
def test_equal_figures_share_a_rank(direction: Direction, expected: list[int | None]) -> None:
    assert ranks([0.0, 1 / 3, 2 / 6, 7.0, None], direction) == expected


def test_a_first_look_shows_the_last_complete_month_with_matters(spring: Session) -> None:
    edition = by_name(spring, "first")
    assert edition is not None

    def first(now: datetime, scope: Scope = ALL) -> str:
        return first_period(spring, scope, edition.id, now, SHANGHAI).key

    assert first(MAY) == "2026-04"
    # In Shanghai it is still April for these seven hours: April is not complete.
    assert first(datetime(2026, 4, 30, 15, tzinfo=UTC)) == "2026-03"
    assert first(MAY, scope_of(spring, town.GRIDS[1])) == "2026-03"
    # Nothing came before March.
    assert first(datetime(2026, 3, 15, tzinfo=UTC)) == "2026-03"


def test_a_first_look_without_households_shows_what_does_without_them(spring: Session) -> None:
    edition = by_name(spring, "first")
    assert edition is not None
    assert first_measure(spring, ALL, edition.id).key == "matters_per_household"
    nobody = Scope(uuid4(), "grid_leader", False, ())
    assert first_measure(spring, nobody, edition.id).key == "matters_per_km2"


def test_classes_stay_while_time_moves(spring: Session) -> None:
    found = reading(spring, "matters_per_km2", period="2026-04")
    # March had 200, 100 and 100; April has 100 in C: all four values make the rims.
    assert found.breaks == (100.0, 200.0)
    assert [found.classes(i) for i in (10, 11)] == [[0, 0, -1, 0], [-1, -1, 0, -1]]
    assert np.isin(found.states, list(STATES)).all()
