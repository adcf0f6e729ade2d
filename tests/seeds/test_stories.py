"""Each story of the town is truly in its rows."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from geo.crs import gcj02_to_wgs84
from geo.metric import metres_per_degree
from seeds.town import calendar, year
from seeds.town.lives import DEPARTMENTS
from seeds.town.people import inspectors, leader_of, posts
from seeds.town.plan import draw_plan
from seeds.town.stories import (
    ARMCHAIR,
    CHANGED,
    HOTSPOT,
    LENIENT,
    LENIENT_BIAS,
    PARK,
    SHIFTED,
    SLOW,
    STRICT,
    STRICT_BIAS,
    UNPATROLLED,
    stories,
)
from seeds.town.zones import zones
from services.working_time.calendar import Calendar
from services.working_time.clocks import elapsed
from tests.seeds.conftest import Town

TESTED = {"hotspot", "unpatrolled", "armchair", "gcj02", "boundary_change", "strict_inspector", "lenient_inspector",
          "slow_department", "no_households", "outside"}  # fmt: skip


def visited(row: dict[str, str]) -> bool:
    return row["类型"] == "走访"


def test_every_story_is_told_in_both_languages_and_tested_here() -> None:
    told = stories()
    assert {s.key for s in told} == TESTED
    assert all(s.zh.endswith("。") and s.en.endswith(".") for s in told)


def test_every_place_and_person_of_a_story_is_there() -> None:
    both = [z for second in (False, True) for z in zones(draw_plan(2026), second=second)]
    there = (
        {z.code for z in both} | {p.login for p in posts(both)} | {f"d{SHIFTED[9:]}"} | {d for d, _, _ in DEPARTMENTS}
    )
    assert {w for s in stories() for w in s.where} <= there


def test_the_market_has_several_times_the_matters_of_a_grid(town: Town) -> None:
    assert town.inside("matters")[HOTSPOT] > 3 * year.MATTERS / 96


def test_nobody_patrols_the_unpatrolled_grid_and_every_other_one_with_homes_is_patrolled(town: Town) -> None:
    assert town.inside("visits", lambda row: not visited(row))[UNPATROLLED] == 0
    assert town.inside("visits", visited)[UNPATROLLED] > 50
    assert town.inside("visits", lambda row: not visited(row))[HOTSPOT] > 50


def test_the_armchair_visitor_never_leaves_the_chair(town: Town) -> None:
    rows = [r for r in town.rows("visits") if r["走访人"] == leader_of(ARMCHAIR) and visited(r)]
    places = np.array([(float(r["经度"]), float(r["纬度"])) for r in rows]) * metres_per_degree(33.4)
    assert len(rows) > 50
    assert len({r["户编号"] for r in rows}) > 50
    assert np.linalg.norm(places - places.mean(axis=0), axis=1).max() < 15


def test_the_device_that_reports_gcj02_is_in_its_grid_once_that_is_undone(town: Town) -> None:
    rows = [r for r in town.rows("visits") if r["设备"] == f"d{SHIFTED[9:]}"]
    x, y = (np.array([float(r[c]) for r in rows]) for c in ("经度", "纬度"))
    shape = town.outlines("grid")[SHIFTED]
    assert shapely.intersects_xy(shape, x, y).mean() < 0.2
    assert shapely.intersects_xy(shape, *gcj02_to_wgs84(x, y)).mean() > 0.8


def test_july_changes_the_outlines_of_the_named_grids_alone(town: Town) -> None:
    before, after = town.outlines("grid", "edition-2025-01"), town.outlines("grid")
    changed = before.keys() ^ after.keys() | {c for c in before.keys() & after if not before[c].equals(after[c])}
    assert changed == set(CHANGED)


def strictness(town: Town) -> dict[str, float]:
    """Each inspector's effect beside the grids', by least squares, the middle inspector at nought."""
    rows, people = town.rows("inspections"), inspectors()
    codes = sorted({r["网格编码"] for r in rows})
    design = np.zeros((len(rows), len(people) + len(codes)))
    for i, row in enumerate(rows):
        design[i, people.index(row["督查员"])] = 1
        design[i, len(people) + codes.index(row["网格编码"])] = 1
    effects = np.linalg.lstsq(design, np.array([float(r["得分"]) for r in rows]), rcond=None)[0][: len(people)]
    return dict(zip(people, effects - np.median(effects), strict=True))


def test_the_strict_and_the_lenient_inspector_stand_out(town: Town) -> None:
    found = strictness(town)
    assert min(found, key=found.__getitem__) == STRICT
    assert max(found, key=found.__getitem__) == LENIENT
    assert abs(found[STRICT] - STRICT_BIAS) < 1.5
    assert abs(found[LENIENT] - LENIENT_BIAS) < 1.5


def test_nobody_inspects_their_own_community_and_every_grid_is_scored_in_each_quarter(town: Town) -> None:
    rows = town.rows("inspections")
    assert all(r["督查员"][2:5] != r["网格编码"][9:12] for r in rows)
    assert set(Counter(r["网格编码"] for r in rows).values()) == {8}


def test_one_department_handles_most_of_its_matters_later_than_two_workdays(town: Town) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    known = Calendar(zone, calendar.days())
    given: dict[str, tuple[str, datetime]] = {}
    late: dict[str, list[bool]] = {code: [] for code, _, _ in DEPARTMENTS}
    for row in town.rows("histories"):
        at = datetime.fromisoformat(row["时间"]).replace(tzinfo=zone)
        if row["动作"] == "派遣":
            given[row["编号"]] = (row["部门"], at)
        elif row["动作"] == "处置" and (start := given.pop(row["编号"], None)):
            late[start[0]].append(elapsed("workdays", start[1], at, known) > 2)
    share = {code: sum(found) / len(found) for code, found in late.items()}
    assert share.pop(SLOW) > 0.5
    assert max(share.values()) < 0.15


def test_nobody_lives_in_the_park(town: Town) -> None:
    assert town.inside("households")[PARK] == 0
    assert set(town.outlines("grid")) - set(town.inside("households")) == {PARK}


def test_forty_matters_lie_outside(town: Town) -> None:
    (whole,) = town.outlines("subdistrict").values()
    x, y = ([float(r[c]) for r in town.rows("matters")] for c in ("经度", "纬度"))
    outside = (~shapely.intersects_xy(whole, x, y)).sum()
    assert year.OUTSIDE <= outside < 4 * year.OUTSIDE
