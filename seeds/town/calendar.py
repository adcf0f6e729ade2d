"""The days of 2025 and 2026 that differ from the week, as the State Council's offices published them."""

from datetime import date, timedelta
from itertools import chain

HEADER = ("日期", "性质", "名称")
# Name, first and last day off, weekend days that are worked for it.
HOLIDAYS: tuple[tuple[str, date, date, tuple[date, ...]], ...] = (
    ("元旦", date(2025, 1, 1), date(2025, 1, 1), ()),
    ("春节", date(2025, 1, 28), date(2025, 2, 4), (date(2025, 1, 26), date(2025, 2, 8))),
    ("清明节", date(2025, 4, 4), date(2025, 4, 6), ()),
    ("劳动节", date(2025, 5, 1), date(2025, 5, 5), (date(2025, 4, 27),)),
    ("端午节", date(2025, 5, 31), date(2025, 6, 2), ()),
    ("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8), (date(2025, 9, 28), date(2025, 10, 11))),
    ("元旦", date(2026, 1, 1), date(2026, 1, 3), (date(2026, 1, 4),)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23), (date(2026, 2, 14), date(2026, 2, 28))),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6), ()),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5), (date(2026, 5, 9),)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21), ()),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27), ()),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7), (date(2026, 9, 20), date(2026, 10, 10))),
)


def days() -> dict[date, bool]:
    """Whether each of these days is worked."""
    return {day: kind == "班" for day, kind, _ in _listed()}


def rows() -> list[tuple[object, ...]]:
    """The same as rows in the order of HEADER."""
    return [(day.isoformat(), kind, name) for day, kind, name in _listed()]


def _listed() -> list[tuple[date, str, str]]:
    off = [
        (first + timedelta(n), "休", name) for name, first, last, _ in HOLIDAYS for n in range((last - first).days + 1)
    ]
    on = ((day, "班", f"{name}调休") for name, _, _, worked in HOLIDAYS for day in worked)
    return sorted(chain(off, on))
