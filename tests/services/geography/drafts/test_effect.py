"""The effect that is shown is what locating every point anew would find."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.orm import Session

from geo.locate import Locator
from services.geography.drafts.draft import Draft
from services.geography.drafts.effect import effect_of
from tests import town
from tests.services.geography.drafts.place import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    move_corner,
    open_desk,
    split_first,
)


def test_who_lives_between_the_old_border_and_the_new_one_moves(session: Session, tmp_path: Path) -> None:
    # The new border runs from (100, 0) to (80, 100). Of four households at 95 m, those at 50 m and 75 m north lie
    # east of it (it passes at 90 m and 85 m), those at 10 m and 20 m west of it (98 m and 96 m).
    desk = open_desk(session, tmp_path, [(95, 10), (95, 20), (95, 50), (95, 75), (20, 50), (150, 50), (350, 50)])
    effect = effect_of(session, desk.scope, move_corner(desk))
    assert [(m.origin, m.to, m.points["household"]) for m in effect.moves] == [(FIRST, SECOND, 2)]
    assert effect.moved == {"household": 2, "matter": 0, "visit": 0}
    rows = {z.change.zone.code: (z.before["household"], z.after["household"]) for z in effect.zones}
    assert rows == {FIRST: (5, 3), SECOND: (1, 3)}
    moved = {z.change.zone.code: z.change.after_m2 - z.change.before_m2 for z in effect.zones}
    assert moved == pytest.approx({FIRST: -1_000, SECOND: 1_000}, rel=1e-2)


def test_a_name_moves_nobody(session: Session, tmp_path: Path) -> None:
    desk = open_desk(session, tmp_path, [(50, 50)])
    effect = effect_of(session, desk.scope, desk.edit("rename", code=FIRST, name="Anew"))
    assert effect.moves == ()
    assert [z.change.kind for z in effect.zones] == ["renamed"]


def test_another_parent_moves_nobody_between_grids_but_the_communities_counts(session: Session, tmp_path: Path) -> None:
    desk = open_desk(session, tmp_path, [(150, 50), (160, 50), (50, 50)])
    effect = effect_of(session, desk.scope, desk.edit("parent", code=SECOND, parent="999901001002"))
    assert effect.moves == ()
    rows = {z.change.zone.code: (z.before["household"], z.after["household"]) for z in effect.zones}
    assert rows == {"999901001001": (3, 1), "999901001002": (0, 2), SECOND: (2, 2)}


def test_points_outside_that_a_grown_grid_takes_in_are_counted(session: Session, tmp_path: Path) -> None:
    desk = open_desk(session, tmp_path, [(405, 80), (405, 20), (500, 50)])
    # The town's north-east corner goes 40 m east: at 80 m north the rim lies at 432 m, at 20 m north at 408 m.
    effect = effect_of(session, desk.scope, desk.edit("move", origin=town.at(400, 100), to=town.at(440, 100)))
    assert [(m.origin, m.to, m.points["household"]) for m in effect.moves] == [(None, FOURTH, 2)]


def recomputed(draft: Draft, places: list[tuple[float, float]]) -> dict[tuple[str | None, str | None], int]:
    """Every point located under base and plan, the whole of both."""
    lon, lat = np.array([town.at(*place) for place in places]).T
    stored = {o.code: o.shape for o in draft.base.outlines if o.level == "grid"}
    sides = []
    for grids in (stored, dict(draft.plan.grids)):
        codes = [*grids, None]
        sides.append([codes[i] for i in Locator(list(grids), list(grids.values())).locate(lon, lat)])
    found: dict[tuple[str | None, str | None], int] = {}
    for pair in zip(*sides, strict=True):
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0) + 1
    return found


@pytest.mark.parametrize("seed", range(4))
def test_points_moved_are_those_of_a_full_locating(session: Session, tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    # On round metres, so that many lie exactly on borders, old and new.
    places = [
        (float(x), float(y)) for x, y in zip(rng.integers(-20, 421, 400), rng.integers(-5, 106, 400), strict=True)
    ]
    desk = open_desk(session, tmp_path, places)
    for corner in rng.choice([0, 100, 200, 300, 400], 3, replace=False).tolist():
        desk.edit("move", origin=town.at(corner, 100), to=town.at(corner + float(rng.integers(-15, 16)), 100))
    split_first(desk)
    draft = desk.edit("merge", codes=[SECOND, THIRD], code=SECOND, name="Both", parent="999901001001")
    effect = effect_of(session, desk.scope, draft)
    assert {(m.origin, m.to): m.points["household"] for m in effect.moves} == recomputed(draft, places)
    assert effect.moved["household"] > 0
