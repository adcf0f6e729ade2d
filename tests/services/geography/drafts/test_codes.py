"""Codes are counted on after the office's own pattern, and none is used twice."""

import pytest

from services.geography.drafts.codes import free_codes


@pytest.mark.parametrize(
    ("code", "taken", "free"),
    [
        ("999901001001002", ["999901001001001", "999901001001017", "999901001002030"], ["999901001001018"]),
        ("0107", ["0101", "0109"], ["0110"]),
        ("W-3", ["W-3", "W-9"], ["W-10"]),
        ("A", ["A"], ["A-1"]),
        ("A", ["A", "A-1"], ["A-2"]),
    ],
)
def test_the_next_number_after_the_highest_is_free(code: str, taken: list[str], free: list[str]) -> None:
    assert free_codes(code, taken) == free
