"""What a test reads on the map page as the server sends it."""

import html
import json
import re
from typing import Any

# The web's small town in March 2026: A has two matters and two households, B one and one, C and D none and one each;
# one matter and one household lie outside all grids. Nothing was recorded in any other month.
MARCH = "/?from=2026-03-01&to=2026-04-01&lang=en"
MONTH = "/?period=2026-03&lang=en"


def words(markup: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", markup).split()))


def table(page: str) -> list[list[str]]:
    """The cells of the ranking, read as words."""
    rows = re.findall(r"<tr data-zone.*?</tr>", page, re.DOTALL)
    return [[words(c) for c in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in rows]


def names(page: str) -> list[str]:
    """The last four digits of the codes, row by row."""
    return [code[-4:] for code in re.findall(r'<span class="code">(\d{15})</span>', page)]


def config(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="map-config">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def links(page: str, wanted: str) -> list[str]:
    return [html.unescape(href) for href in re.findall(rf'<a[^>]*href="([^"]+)"[^>]*{wanted}', page)]
