"""Codes for new grids: the next free one of the community, as GB/T 34300 counts them; none is used twice.

A grid's code is its community's code of twelve digits and three of its own, from 001. Where an office's codes follow
another pattern, the digits at the end of the highest code are counted on.
"""

import re
from collections.abc import Collection

_OWN = 3


def free_codes(code: str, taken: Collection[str], count: int = 1) -> list[str]:
    """The next free codes beside a grid's; `taken` are all codes that were ever given to a grid."""
    stem, width = _stem(code)
    pattern = re.compile(re.escape(stem) + rf"(\d{{{width},}})")
    numbers = [int(found[1]) for one in taken if (found := pattern.fullmatch(one))]
    first = max(numbers, default=0) + 1
    return [f"{stem}{number:0{width}d}" for number in range(first, first + count)]


def _stem(code: str) -> tuple[str, int]:
    """What stays of a code, and how many digits are counted on."""
    if re.fullmatch(r"\d{15}", code):
        return code[:-_OWN], _OWN
    digits = re.search(r"\d+$", code)
    return (code[: digits.start()], len(digits[0])) if digits else (f"{code}-", 1)
