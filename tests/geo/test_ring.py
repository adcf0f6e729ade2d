"""Rings as files write them."""

import pytest

from geo.ring import read_parts

SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]


def test_a_closed_ring_is_read_as_it_stands() -> None:
    shape, changes = read_parts([[[*SQUARE, SQUARE[0]]]])
    assert (shape.area, changes) == (1.0, ())


def test_an_open_ring_is_closed_and_said() -> None:
    shape, changes = read_parts([[SQUARE]])
    assert shape.area == 1.0
    assert [(c.kind, c.lon, c.lat) for c in changes] == [("unclosed_ring", 0.0, 0.0)]


def test_a_ring_of_two_points_is_left_out_and_said() -> None:
    there_and_back = [[5.0, 5.0], [6.0, 6.0], [5.0, 5.0]]
    shape, changes = read_parts([[[*SQUARE, SQUARE[0]], there_and_back], [there_and_back]])
    assert shape.area == 1.0
    assert [(c.kind, c.lon) for c in changes] == [("short_ring", 5.0), ("short_ring", 5.0)]


def test_a_height_is_not_read() -> None:
    shape, _ = read_parts([[[[*position, 12.5] for position in SQUARE]]])
    assert not shape.has_z


def test_a_position_of_one_number_is_refused() -> None:
    with pytest.raises(ValueError, match="longitude and a latitude"):
        read_parts([[[[1.0], [2.0], [3.0]]]])
