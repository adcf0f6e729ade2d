"""Missed addresses that lie together."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage.block import ALONE, group_addresses, rank_blocks

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def along(*metres: float) -> list[list[float]]:
    """Doors along a street."""
    return [[m, 0.0] for m in metres]


def by_the_book(xy: Floats, reach_m: float, fewest: int) -> list[int]:
    """The algorithm as its authors tell it, door by door."""
    near = [[b for b in range(len(xy)) if np.hypot(*(xy[a] - xy[b])) <= reach_m] for a in range(len(xy))]
    labels = [ALONE] * len(xy)
    number = 0
    for start in range(len(xy)):
        if labels[start] != ALONE or len(near[start]) < fewest:
            continue
        reached = [start]
        while reached:
            door = reached.pop()
            if labels[door] == ALONE:
                labels[door] = number
                reached += near[door] if len(near[door]) >= fewest else []
        number += 1
    return labels


def test_five_doors_within_thirty_metres_are_a_block_and_four_are_none() -> None:
    # The middle one has all five within 30 m, rim included; the outer ones are its border.
    assert group_addresses(along(-30, -15, 0, 15, 30)).tolist() == [0] * 5
    assert group_addresses(along(-30, -15, 0, 15, 30.5)).tolist() == [ALONE] * 5
    assert group_addresses(along(0, 1, 2, 3)).tolist() == [ALONE] * 4
    assert group_addresses(along()).tolist() == []


def test_a_tower_is_a_block_however_many_share_its_door() -> None:
    assert group_addresses([[7.0, 7.0]] * 5).tolist() == [0] * 5
    assert group_addresses([[7.0, 7.0]] * 4 + [[8.0, 37.1]]).tolist() == [ALONE] * 5


def test_a_border_door_between_two_blocks_joins_the_one_that_began_first() -> None:
    # The door at 30 is in reach of the cores at 0 and at 60 alone: with itself 3, so it is none.
    west, border, east = along(-10, -8, -6, -4, 0), along(30), along(60, 64, 66, 68, 70)
    assert group_addresses(west + border + east).tolist() == [0] * 6 + [1] * 5
    assert group_addresses(east + border + west).tolist() == [0] * 6 + [1] * 5


def test_blocks_are_ranked_by_households_not_by_doors() -> None:
    labels = [0, 0, 1, ALONE, 1, 2]
    ranked = rank_blocks(labels, [1, 1, 40, 99, 2, 2])
    assert [(b.rows, b.households) for b in ranked] == [((2, 4), 42), ((0, 1), 2), ((5,), 2)]
    assert [b.households for b in rank_blocks(labels)] == [2, 2, 1]
    assert rank_blocks([ALONE, ALONE]) == []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), max_size=60), st.integers(1, 6))
def test_it_groups_as_the_book_does(doors: list[tuple[int, int]], fewest: int) -> None:
    # A lattice of 15 m: neighbours on the rim of the reach, doors that share a place.
    xy = np.array(doors, float).reshape(-1, 2) * 15
    assert group_addresses(xy, 30, fewest).tolist() == by_the_book(xy, 30, fewest)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 100)), max_size=60), st.randoms())
def test_the_cores_of_a_block_do_not_depend_on_the_order(doors: list[tuple[float, float]], chance: object) -> None:
    xy = np.array(doors, float).reshape(-1, 2)
    order = np.arange(len(xy))
    chance.shuffle(order)  # type: ignore[attr-defined]
    core = (np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) <= 30).sum(axis=1) >= 5
    was, now = group_addresses(xy), np.empty(len(xy), np.int64)
    now[order] = group_addresses(xy[order])
    for block in set(was[core].tolist()):
        assert len(set(now[core & (was == block)].tolist())) == 1
    assert ((was == ALONE) == (now == ALONE)).all()


def test_it_groups_as_scikit_learn_does() -> None:
    kept = json.loads((Path(__file__).parent / "golden" / "dbscan.json").read_text(encoding="utf-8"))
    assert group_addresses(kept["xy"], kept["reach_m"], kept["fewest"]).tolist() == kept["labels"]
    assert len(set(kept["labels"])) > 5


@pytest.mark.parametrize("shift", [0.0, 4_000_000.0])
def test_far_from_the_origin_the_rim_is_still_the_rim(shift: float) -> None:
    xy = np.array(along(-30, -15, 0, 15, 30)) + shift
    assert group_addresses(xy).tolist() == [0] * 5
