"""What the page tells its modules."""

from typing import Any

from web.board.state import KEYS, MapState

URLS = {
    "values_url": "/api/values",
    "style_url": "/map/style.json",
    "search_url": "/api/search",
    "points_url": "/api/points",
}
TILES = {
    "matter": "/tiles/matters.json", "household": "/tiles/households.json", "visit": "/tiles/visits.json",
    "hotspots": "/tiles/hotspots.json",
}  # fmt: skip


def config(
    state: MapState, bounds: tuple[float, float, float, float] | None, page: int, lang: str, text: dict[str, str]
) -> dict[str, Any]:
    """Addresses, the state with nothing left open, and sentences in the reader's language."""
    said = state.params()
    shown = {key: said.get(key, "") for key in KEYS} | {"sort": state.query.sort, "points": state.query.points}
    shown |= {"page": str(page) if page > 1 else "", "until": said.get("until", said["period"])}
    locale = "zh-CN" if lang == "zh" else "en-GB"
    return {**URLS, "tiles": TILES, "bounds": bounds, "locale": locale, "state": shown, "text": text}
