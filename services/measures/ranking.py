"""The ranking table of a reading: its rows, what of them is kept, in which order, and on which page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from services.measures.reading import KNOWN, STATES, Reading
from services.measures.zones import ZoneSeen

PAGE_ROWS = 50
Key = Literal["rank", "code", "name", "value", "change", "n", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """A zone in the chosen period: figures are None where its state has none or it is withheld.

    `place` is its column in the reading; `class_` is -1 for what is no value; `change` is against the period before;
    `other` and its state belong to the side that is compared with.
    """

    place: int
    zone: ZoneSeen
    rank: int | None
    state: str
    value: Decimal | None
    class_: int
    n: int | None
    of: int | None
    change: Decimal | None
    other: Decimal | None = None
    other_state: str = ""
    other_class: int = -1


@dataclass(frozen=True, slots=True)
class Filter:
    """What is kept: words in code, name or parents; classes first to last; one state."""

    text: str = ""
    classes: tuple[int, int] | None = None
    state: str = ""

    def keeps(self, row: Row) -> bool:
        """Whether a row stays."""
        first, last = self.classes or (row.class_, row.class_)
        words = self.text.casefold().split()
        named = " ".join((row.zone.code, row.zone.name, *row.zone.parents)).casefold()
        return first <= row.class_ <= last and self.state in ("", row.state) and all(w in named for w in words)


def rows(found: Reading, other: Reading | None = None) -> list[Row]:
    """A row for every zone, in the reading's order; `other` is a reading of the same zones."""
    at = found.at
    ranked, classed = found.ranks(at), found.classes(at)
    others = other.classes(other.at) if other else []
    made = []
    for i, zone in enumerate(found.zones):
        now, before = found.value(at, i), found.value(at - 1, i) if at else None
        change = now - before if now is not None and before is not None else None
        counted = zone.whole
        beside = (other.value(other.at, i), STATES[other.states[other.at, i]], others[i]) if other else (None, "", -1)
        made.append(
            Row(
                i, zone, ranked[i], STATES[found.states[at, i]], now, classed[i],
                int(found.numerators[at, i]) if counted else None, int(found.denominators[at, i]) if counted else None,
                change, *beside,
            )
        )  # fmt: skip
    return made


def ordered(found: Iterable[Row], sort: str) -> list[Row]:
    """Rows by a key, with - before it from the last to the first; rows without a figure always last, equals by code."""
    key: Any = sort.removeprefix("-")
    by_code = sorted(found, key=lambda row: row.zone.code)
    known = [row for row in by_code if _sort_value(row, key) is not None]
    unknown = [row for row in by_code if _sort_value(row, key) is None]
    known.sort(key=lambda row: _sort_value(row, key), reverse=sort.startswith("-"))
    return known + unknown


def _sort_value(row: Row, key: Key) -> Any:
    """What a row is sorted by; None where it has none."""
    if key in ("code", "name"):
        return row.zone.code if key == "code" else natural(row.zone.name)
    return {"rank": row.rank, "value": row.value, "change": row.change, "other": row.other, "n": row.n}[key]


def natural(name: str) -> list[tuple[int, int, bytes]]:
    """A name as it is looked up: numbers by size, Chinese by sound.

    GB 18030 keeps the order of GB 2312, whose common characters stand by their Pinyin.
    """
    parts = (p for p in re.split(r"(\d+)", name.casefold()) if p)
    return [(0, int(p), b"") if p.isdecimal() else (1, 0, p.encode("gb18030")) for p in parts]


def page_of(found: Sequence[Row], page: int | None, zone_id: int | None = None) -> tuple[int, int, Sequence[Row]]:
    """The page asked for, else the one with a zone, else the first: its number, how many there are, and its rows."""
    pages = max(1, -(-len(found) // PAGE_ROWS))
    if page is None:
        at = next((i for i, row in enumerate(found) if row.zone.id == zone_id), 0)
        page = at // PAGE_ROWS + 1
    page = min(page, pages)
    return page, pages, found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]


def trend(found: Reading, place: int) -> list[float | None]:
    """A zone's figures over the series, from 0 for the least of its own to 1; None where there is none."""
    units = found.units[:, place].tolist()
    known = [s in KNOWN for s in found.states[:, place].tolist()]
    seen = [u for u, k in zip(units, known, strict=True) if k]
    if not seen:
        return [None] * len(units)
    low, high = min(0, *seen), max(seen)
    return [(u - low) / (high - low or 1) if k else None for u, k in zip(units, known, strict=True)]
