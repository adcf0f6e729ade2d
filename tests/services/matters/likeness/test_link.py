"""Reports of one thing are linked when they come in, by page or by file, and none is changed for it."""

from datetime import datetime
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo.likeness import Nearness
from geo.values import LonLat
from services.access.scope import Scope
from services.errors import Forbidden, Invalid, NotFound
from services.matters.likeness.nearby import nearby
from services.matters.likeness.review import decide, pairs
from services.matters.likeness.rules import drop_rule, load_rules, set_rule
from services.matters.likeness.tables import MatterPair
from services.matters.tables import Matter
from tests import town
from tests.services.matters.place import Town, at, of

EDITION = "SELECT id FROM edition"


def edition(session: Session) -> int:
    from services.geography.editions import in_force

    found = in_force(session)
    assert found is not None
    return found.id


def linked(session: Session) -> list[tuple[str, str, int]]:
    """Every pair: the numbers of both reports in their order of being reported, and whole metres."""
    rows = session.execute(
        select(MatterPair.first_id, MatterPair.again_id, MatterPair.apart_m).order_by(MatterPair.apart_m)
    ).all()
    numbers = {m.id: m.external_ref for m in session.scalars(select(Matter))}
    return [(numbers[a], numbers[b], round(metres)) for a, b, metres in rows]


def test_a_second_report_of_the_same_thing_is_linked_with_the_first(there: Town) -> None:
    first = there.report("2026-10-08 09:00", x_m=50)
    again = there.report("2026-10-15 09:00", x_m=70)
    assert linked(there.session) == [(first.ref, again.ref, 20)]


@pytest.mark.parametrize(
    "other",
    [{"when": "2026-10-15 09:01"}, {"x_m": 81.0}, {"code": "06011"}],
    ids=["later", "farther", "of another type"],
)
def test_what_is_later_farther_or_of_another_type_is_another_thing(there: Town, other: dict[str, object]) -> None:
    there.report("2026-10-08 09:00", x_m=50)
    there.report(**{"when": "2026-10-09 09:00"} | other)  # type: ignore[arg-type]
    assert linked(there.session) == []


def test_a_report_that_comes_late_is_the_first_one_by_its_time(session: Session, there: Town, tmp_path: Path) -> None:
    reported = there.report("2026-10-08 09:00", x_m=50)
    earlier = [(60.0, 50.0, "2026-10-07 09:00", "", ""), (65.0, 50.0, "2026-10-07 10:00", "", "")]
    town.take(session, "matters", town.write_matters(tmp_path / "m.csv", earlier))
    refs = session.scalars(select(Matter.external_ref).where(Matter.batch_id.is_not(None)).order_by(Matter.opened_at))
    one, two = refs
    assert linked(session) == [(one, two, 5), (one, reported.ref, 10), (two, reported.ref, 15)]


def test_the_office_sets_how_near_is_near_by_type(there: Town) -> None:
    office = of(there.session, "office")
    set_rule(there.session, office, "06010", Nearness(100.0, 1.0))
    set_rule(there.session, office, "", Nearness(0.0, 7.0))
    assert load_rules(there.session).of("06010") == Nearness(100.0, 1.0)
    first = there.report("2026-10-08 09:00", x_m=50)
    again = there.report("2026-10-09 09:00", x_m=149)
    there.report("2026-10-09 09:00", x_m=50, code="06011")
    there.report("2026-10-09 09:00", x_m=50, code="06011")
    assert linked(there.session) == [(first.ref, again.ref, 99)]
    drop_rule(there.session, of(there.session, "office"), "06010")
    assert load_rules(there.session).of("06010") == Nearness(0.0, 7.0)


def test_a_rule_out_of_bounds_is_refused(there: Town) -> None:
    office = of(there.session, "office")
    for wrong in (Nearness(501, 7), Nearness(-1, 7), Nearness(30, 91), Nearness(float("nan"), 7)):
        with pytest.raises(Invalid, match="Metres must lie from 0 to 500"):
            set_rule(there.session, office, "06010", wrong)
    with pytest.raises(Invalid, match="99999"):
        set_rule(there.session, office, "99999", Nearness(30, 7))
    with pytest.raises(Forbidden):
        set_rule(there.session, of(there.session, "community"), "", Nearness(30, 7))


def test_a_pair_is_seen_side_by_side_and_decided_by_whoever_answers_for_the_later_report(there: Town) -> None:
    there.report("2026-10-08 09:00", x_m=95)
    there.report("2026-10-09 09:00", x_m=105, by="office", source="hotline")
    session, under = there.session, edition(there.session)
    # The later report lies in the second grid: nothing of the pair is seen from the first.
    assert pairs(session, of(session, "grid_leader"), under) == ([], 0)
    community = of(session, "community")
    [pair], count = pairs(session, community, under)
    assert (count, pair.state, round(pair.apart_m)) == (1, "found", 10)
    assert pair.first is not None
    assert (pair.first.opened_at, pair.again.opened_at) == (at("2026-10-08 09:00"), at("2026-10-09 09:00"))
    decide(session, community, pair.first_id, pair.again_id, same=False)
    assert pairs(session, community, under)[1] == 0
    assert pairs(session, community, under, "rejected")[1] == 1
    decide(session, of(session, "office"), pair.first_id, pair.again_id, same=True)
    assert pairs(session, of(session, "office"), under, "confirmed")[1] == 1
    with pytest.raises(Forbidden):
        decide(session, of(session, "grid_leader"), pair.first_id, pair.again_id, same=True)
    with pytest.raises(NotFound):
        decide(session, of(session, "office"), pair.again_id, pair.first_id, same=True)
    assert session.scalar(select(func.count()).select_from(Matter)) == 2


def test_the_first_report_stays_unseen_where_it_lies_in_somebody_elses_grid(there: Town) -> None:
    there.report("2026-10-08 09:00", x_m=105, by="office", source="hotline")
    there.report("2026-10-09 09:00", x_m=95)
    leader: Scope = of(there.session, "grid_leader")
    [pair], _ = pairs(there.session, leader, edition(there.session))
    assert pair.first is None
    assert pair.again.opened_at == at("2026-10-09 09:00")


def test_who_enters_a_report_sees_what_it_would_repeat(there: Town) -> None:
    known = there.report("2026-10-08 09:00", x_m=50)
    there.report("2026-10-08 09:00", x_m=120, by="office", source="hotline")
    session, under = there.session, edition(there.session)
    place, now = LonLat(*town.at(70, 50)), at("2026-10-09 09:00")
    [found] = nearby(session, of(session, "grid_leader"), under, "06010", place, now)
    assert (found.ref, round(found.metres)) == (known.ref, 20)
    assert nearby(session, of(session, "grid_leader"), under, "06011", place, now) == []
    assert nearby(session, of(session, "inspector"), under, "06010", place, now) == []
    assert nearby(session, of(session, "office"), under, "06010", place, at("2026-10-16 09:00")) == []


def test_a_file_is_linked_as_if_every_report_were_held_against_every_other(session: Session, tmp_path: Path) -> None:
    """Eighty reports of two types on a hundred metres of street, many of them at one time of day."""
    town.take_zones(session, town.write_zones(tmp_path / "z.geojson"))
    draw = np.random.default_rng(5)
    rows = [
        (f"R{i:02d}", ("06010", "06011")[draw.integers(2)], int(draw.integers(100)), f"2026-03-{day:02d} 09:00")
        for i, day in zip(draw.permutation(80).tolist(), draw.integers(1, 21, 80).tolist(), strict=True)
    ]
    lines = (f"{ref},{code},{town.at(x, 50)[0]!r},{town.at(x, 50)[1]!r},{when}" for ref, code, x, when in rows)
    path = tmp_path / "m.csv"
    path.write_text("编号,事项代码,经度,纬度,上报时间\n" + "\n".join(lines) + "\n", encoding="utf-8")
    town.take(session, "matters", path)
    expected = [
        (first[0], again[0], abs(first[2] - again[2]))
        for first, again in permutations(rows, 2)
        if first[1] == again[1] and (first[3], first[0]) < (again[3], again[0]) and abs(first[2] - again[2]) <= 30
        and (datetime.fromisoformat(again[3]) - datetime.fromisoformat(first[3])).days <= 7
    ]  # fmt: skip
    assert len(expected) > 100
    assert sorted(linked(session)) == sorted(expected)
