"""The portable file: small enough, asking nobody, and no name in it more than a name."""

import json
import re

import folium
import pytest
import shapely
from folium.plugins import Fullscreen

from tests.web.portable.sheets import ATTACK, STATES, outlines, sheet
from web.portable.elements import ReportFigure, ReportMap
from web.portable.report import MOST_BYTES, report_html


@pytest.fixture(scope="module")
def large() -> str:
    """2,025 zones of some hundred vertices each."""
    return report_html(sheet(45 * 45), outlines(45), "zh")


def features(html: str) -> list[dict[str, object]]:
    """The zones that the file draws."""
    found = re.search(r"L\.geoJSON\((\{.*?\}), \{\n", html, re.DOTALL)
    assert found is not None
    listed: list[dict[str, object]] = json.loads(found[1])["features"]
    return listed


def test_two_thousand_zones_are_three_megabytes_at_most(large: str) -> None:
    assert len(large.encode()) <= MOST_BYTES
    assert large.count("<tr><td") == 45 * 45
    assert len(features(large)) == 45 * 45


def test_generalised_zones_still_share_their_borders(large: str) -> None:
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features(large)]
    # Rounded to five decimals, but the same everywhere: what two zones share, both have.
    assert shapely.coverage_is_valid(shapely.set_precision(shapes, 1e-5))


def test_the_page_may_run_its_own_scripts_and_load_nothing(large: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', large)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#39;", "'").split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert rules["script-src"].count("sha256-") == large.count("<script>") == 2
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=(?!\"data:,)", large)
    assert "user-scalable" not in large
    assert '<html lang="zh-CN">' in large


def test_every_state_is_drawn_apart(large: str) -> None:
    drawn = {f["properties"]["k"] for f in features(large)}  # type: ignore[index]
    assert drawn == set(STATES)
    for state in STATES[5:]:
        assert f'id="hatch-{state[2:]}"' in large
        assert f".{state} {{ fill: url(#hatch-{state[2:]}); }}" in large


def test_names_stay_names() -> None:
    html = report_html(sheet(9, ATTACK), outlines(3, 2), "en")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(2)&gt;") > 9
    assert len(re.findall(r"<script>", html)) == len(re.findall(r"</script>", html)) == 2


def test_the_same_report_is_the_same_file() -> None:
    assert report_html(sheet(4), outlines(2, 2), "en") == report_html(sheet(4), outlines(2, 2), "en")


def test_without_zones_there_is_still_a_page() -> None:
    assert "<tbody></tbody>" in report_html(sheet(0), {}, "en")


def test_other_maps_keep_their_files() -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    report_html(sheet(1), outlines(1, 2), "en")
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before


def test_an_element_that_would_load_a_file_stops_the_report() -> None:
    figure = ReportFigure("portable_report.html", {"sheet": sheet(0), "_": str, "lang": "en"})
    drawn = ReportMap("report")
    drawn.add_to(figure)
    Fullscreen().add_to(drawn)  # type: ignore[no-untyped-call]
    with pytest.raises(ValueError, match="would ask for"):
        figure.render()
