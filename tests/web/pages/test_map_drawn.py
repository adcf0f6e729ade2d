"""The map as the server draws it, its legend, and two maps beside each other: all without a script."""

import html
import re

from tests.web.conftest import Browser
from tests.web.pages.on_board import MONTH, config, links, names, table


def box(d: str) -> tuple[int, int, int, int]:
    """The least and the greatest numbers of a path that begins at a place and goes on in steps."""
    start, steps = re.fullmatch(r"M(\S+?)l(.*)z", d).groups()  # type: ignore[union-attr]
    x, y = (int(n) for n in start.split(","))
    xs, ys = [x], [y]
    for step in steps.split():
        dx, dy = step.split(",")
        xs.append(xs[-1] + int(dx))
        ys.append(ys[-1] + int(dy))
    return min(xs), min(ys), max(xs), max(ys)


def test_the_legend_counts_and_filters(browser: Browser) -> None:
    office = browser("office")
    page = office.get(MONTH).text
    counts = dict(re.findall(r'data-((?:class|state)="[^"]+)" data-count="(\d+)"', page))
    # Two hundreds in the one class, two true noughts.
    assert counts == {
        'class="0': "2", 'state="zero': "2",
        'state="no_data': "0", 'state="withheld': "0", 'state="not_applicable': "0",
    }  # fmt: skip
    (zeros,) = links(page, 'data-state="zero"')
    (class_0,) = links(page, 'data-class="0"')
    assert sorted(names(office.get(zeros).text)) == ["2001", "2002"]
    chosen = office.get(class_0).text
    assert sorted(names(chosen)) == ["1001", "1002"]
    # The counts stay those of all zones, and pressing again lets everything back in.
    assert dict(re.findall(r'data-((?:class|state)="[^"]+)" data-count="(\d+)"', chosen)) == counts
    assert len(names(office.get(links(chosen, 'data-class="0"')[0]).text)) == 4


def test_a_range_of_classes_is_kept(browser: Browser) -> None:
    page = browser("office").get(f"{MONTH}&measure=points_in_doubt&class=1-4").text
    # Beside D one household and one matter of three points are outside: 66.7 %, the top class.
    assert names(page) == ["2002"]


def test_the_map_is_drawn_without_a_script(browser: Browser) -> None:
    office = browser("office")
    # A browser without scripts is led to the page with the drawing, at once or by a link in its place.
    plain = office.get(MONTH).text
    (at_once,) = re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)"></noscript>', plain)
    assert links(plain, 'class="button">Show the map') == [html.unescape(at_once)]
    page = office.get(html.unescape(at_once)).text
    shapes = re.findall(
        r'<a tabindex="-1" href="([^"]+)"><path data-zone="(\d+)" class="([^"]+)" d="([^"]+)"><title>(.*?)</title>',
        page,
    )
    assert [(style, title) for _, _, style, _, title in shapes] == [
        ("c0", "Z001: 100.0"), ("c0", "Z002: 100.0"), ("s-zero", "Z001: 0.0"), ("s-zero", "Z002: 0.0"),
    ]  # fmt: skip
    # Four blocks side by side, 984 wide together and each as deep as it is wide, within a margin of 8.
    assert [box(d) for *_, d, _ in shapes] == [
        (8, 8, 254, 254),
        (254, 8, 500, 254),
        (500, 8, 746, 254),
        (746, 8, 992, 254),
    ]
    assert page.count('class="on-c0">100.0</text>') == 2
    # Pressing a zone leads to its row.
    chosen = office.get(html.unescape(shapes[1][0])).text
    assert re.search(rf'<tr data-zone="{shapes[1][1]}"[^>]*class="is-chosen" aria-current="true"', chosen)


def test_the_servers_map_is_sent_to_who_asks_for_it_and_from_then_on(browser: Browser) -> None:
    office = browser("office")
    page = office.get(MONTH).text
    assert 'id="map-svg"' not in page
    assert len(table(page)) == 4
    assert 'id="map-svg"' in office.get(f"{MONTH}&map=drawn").text
    later = office.get(MONTH).text
    assert 'id="map-svg"' in later
    assert "http-equiv" not in later
    office.cookies.delete("xunge_map")
    assert 'id="map-svg"' not in office.get(MONTH).text


def test_comparing_shows_two_figures_and_two_maps_in_the_same_classes(browser: Browser) -> None:
    page = browser("office").get(f"{MONTH}&measure=matters_per_km2&compare=matters_per_km2@2026-02&map=drawn").text
    # In March a hectare with two matters has 200 a km², in February nothing was recorded at all.
    assert [row[2:4] for row in table(page)] == [
        ["200.0", "no data"],
        *[["100.0", "no data"]],
        *[["0.0", "no data"]] * 2,
    ]
    assert page.count("<path data-zone=") == 8
    assert page.count('class="s-no_data"') == 4
    assert config(page)["state"]["compare"] == "matters_per_km2@2026-02"
