"""Places that rows can't all be at."""

from collections.abc import Sequence

import pytest

from geo.shared_point import SharedPoint, implausible

HALL, DEFAULT, CORNER = (114.06, 22.54), (114.05, 22.53), (114.07, 22.55)


def found(rows: Sequence[tuple[tuple[float, float], str | None]]) -> list[SharedPoint]:
    return implausible([p[0] for p, _ in rows], [p[1] for p, _ in rows], [address for _, address in rows])


def test_many_addresses_on_one_point_are_no_place() -> None:
    rows = [(DEFAULT, f"{n} Long Street") for n in range(20)]
    assert found(rows) == [SharedPoint(*DEFAULT, rows=20, addresses=20)]
    assert found(rows[:-1]) == []


def test_one_address_often_reported_is_a_place() -> None:
    assert found([(HALL, "1 City Hall")] * 328) == []


@pytest.mark.parametrize(("rows", "addresses", "no_place"), [(40, 10, True), (41, 10, False), (20, 9, False)])
def test_a_quarter_of_the_rows_must_differ(rows: int, addresses: int, no_place: bool) -> None:
    there = [(DEFAULT, f"{n % addresses} Long Street") for n in range(rows)]
    assert bool(found(there)) is no_place


def test_rows_without_address_say_nothing_of_their_own() -> None:
    assert found([*[(DEFAULT, None)] * 30, (HALL, "1 City Hall")]) == []


def test_without_addresses_a_place_must_stand_out_from_all_others() -> None:
    rows = [(DEFAULT, None)] * 300 + [(HALL, None)] * 160 + [(CORNER, None)] * 32
    assert [(p.lon, p.rows, p.addresses) for p in found(rows)] == [(114.05, 300, None), (114.06, 160, None)]
    # A corner with 33 rows is more than a fifth of 160: then nothing stands out.
    assert found([*rows, (CORNER, None)]) == []


def test_fewer_than_fifty_rows_never_stand_out() -> None:
    assert found([(DEFAULT, None)] * 49) == []


def test_what_has_no_place_is_left_out() -> None:
    assert found([((float("nan"), 22.5), f"{n}") for n in range(100)]) == []
