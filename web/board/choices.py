"""What the controls offer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.geography.tables import Edition
from services.measures.period import KINDS, Period, containing
from services.measures.period_label import label
from services.measures.reading import Reading
from services.measures.registry import MEASURES
from services.messages import Lang, Message, message, translate
from web.board.state import MapState
from web.figures import written

BACK = 24
LEVELS: dict[str, Message] = {"grid": message("Grids"), "area": message("Areas"), "community": message("Communities")}
KIND_WORDS: dict[str, Message] = {
    "year": message("Year"),
    "half": message("Half-year"),
    "quarter": message("Quarter"),
    "month": message("Month"),
    "week": message("Week"),
    "days": message("Any days"),
}
POINTS: dict[str, Message] = {
    "none": message("No points"),
    "matter": message("Matters"),
    "household": message("Households"),
    "visit": message("Visits"),
    "hotspots": message("Hotspots"),
}
Pairs = list[tuple[object, str]]


def choices(
    state: MapState,
    found: Reading,
    editions: Sequence[Edition],
    levels: Sequence[str],
    today: date,
    lang: Lang,
    *,
    hotspots: bool,
) -> dict[str, Any]:
    """Options of every select, as (value, words)."""
    return {
        "measures": [(key, m.title.render(lang)) for key, m in MEASURES.items()],
        "levels": [(key, words.render(lang)) for key, words in LEVELS.items() if key in (*levels, found.level)],
        "editions": [(e.id, dated(e, lang)) for e in reversed(editions)],
        "kinds": [(kind, KIND_WORDS[kind].render(lang)) for kind in KINDS],
        "periods": [(p.key, label(p).render(lang)) for p in periods(found, today)],
        "points": [(key, words.render(lang)) for key, words in POINTS.items() if hotspots or key != "hotspots"],
        "compare": compare(state, found, lang),
    }


def dated(edition: Edition, lang: Lang) -> str:
    """An edition by its name and the day from which it holds."""
    return translate("%(name)s, from %(day)s", lang) % {"name": edition.name, "day": written(edition.valid_from, lang)}


def periods(found: Reading, today: date) -> list[Period]:
    """Periods of the kind shown, newest first: from today's, or the end of the series, two years of months back."""
    chosen, end = found.periods[found.at], found.periods[-1]
    if chosen.kind == "days":
        return [chosen]
    newest = max(end, containing(today, chosen.kind))
    listed = {newest.moved(-step) for step in range(BACK)} | {chosen}
    return sorted(listed, reverse=True)


def compare(state: MapState, found: Reading, lang: Lang) -> Pairs:
    """Other measures of the same period, and other periods of the same measure; nothing first."""
    chosen = found.periods[found.at]
    sides = [(m, chosen) for key, m in MEASURES.items() if key != found.measure.key]
    year_ago = {"year": 1, "half": 2, "quarter": 4, "month": 12, "week": 52, "days": 1}[chosen.kind]
    sides += [(found.measure, chosen.moved(-step)) for step in sorted({1, year_ago})]
    if state.other is not None and state.other not in sides:
        sides.append(state.other)
    offered = [(f"{m.key}@{p.key}", f"{m.title.render(lang)} · {label(p).render(lang)}") for m, p in sides]
    return [("", message("Nothing beside it").render(lang)), *offered]
