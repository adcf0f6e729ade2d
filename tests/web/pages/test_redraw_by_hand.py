"""The redraw page without a mouse: every vertex by keyboard, and by finger."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests import town
from tests.web.pages.conftest import Opener
from tests.web.pages.on_draft import WHERE, clean, grids, households, kept

pytestmark = pytest.mark.browser
FIRST, SECOND = town.GRIDS[:2]
TOUCHED = {"has_touch": True, "is_mobile": True}


def said(page: Page) -> str:
    """What is read out."""
    return page.inner_text("#said")


def choose(page: Page, at: str) -> None:
    """Go to the map by keyboard, and on to a vertex of the first grid."""
    page.focus("[data-act=remove]") if page.is_enabled("[data-act=remove]") else page.focus("[name=tool]")
    while page.evaluate("document.activeElement.tagName") != "CANVAS":
        page.keyboard.press("Tab")
    for _ in range(4):
        if "of Z001," in said(page) or said(page).endswith("of Z001."):
            break
        page.keyboard.press("PageDown")
    for _ in range(6):
        if at in said(page):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(said(page))


def test_a_shared_vertex_is_moved_by_keyboard_metre_by_metre(draft: Opener) -> None:
    page = draft()
    choose(page, "shared with Z002")
    clean(page)
    before = grids(page)
    page.keyboard.press("Enter")
    assert said(page).startswith("Held.")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert said(page) == "-21 m east and 0 m north of where it was."
    page.keyboard.press("Enter")
    kept(page, 1)
    moved = grids(page)
    changed = {code for code in before if before[code] != moved[code]}
    # Both grids that have it have it where it was put, 21 m to the west, and all else is as it was.
    assert len(changed) == 2
    (gone,) = set.intersection(*(before[code] - moved[code] for code in changed))
    assert all(moved[code] == before[code] - {gone} | {(gone[0] - 21, gone[1])} for code in changed)
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    # It is still chosen: taken hold of again, and let go.
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert said(page) == "Let go; it is where it was."
    assert page.get_attribute("#redraw-map", "data-seq") == "1"
    page.keyboard.press("Control+z")
    kept(page, 2)
    assert grids(page) == before


def test_vertices_are_added_and_removed_by_keyboard_and_a_junction_stays(draft: Opener) -> None:
    page = draft()
    choose(page, "shared with Z002")
    before = grids(page)
    page.keyboard.press("a")
    kept(page, 1)
    assert sorted(len(corners) for corners in grids(page).values()) in ([4, 4, 4, 5], [4, 4, 5, 5])
    page.keyboard.press("Delete")
    kept(page, 2)
    assert grids(page) == before
    choose(page, "shared with Z002")
    page.keyboard.press("Delete")
    page.wait_for_selector("#said.wrong")
    assert "meet at" in said(page)
    assert grids(page) == before


def test_a_vertex_put_down_on_another_becomes_that_one(draft: Opener) -> None:
    page = draft()
    choose(page, "shared with Z002")
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Shift+ArrowRight")
    assert said(page).endswith("on another vertex.")


def finger(touch: CDPSession, kind: str, *at: float) -> None:
    """One finger goes down, moves or goes up."""
    points = [{"x": at[0], "y": at[1]}] if at else []
    touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_drags_a_vertex_and_the_page_scrolls_beside_the_map(draft: Opener) -> None:
    page = draft(size="phone", **TOUCHED)
    clean(page)
    touch = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = (page.evaluate(WHERE, list(town.at(*place))) for place in ((100, 100), (78, 100)))
    # Eleven pixels beside it: what a finger must hit is wider than 24 px.
    finger(touch, "touchStart", x + 8, y + 8)
    for share in (0.3, 0.6, 1.0):
        finger(touch, "touchMove", x + share * (to_x - x), y + share * (to_y - y))
    finger(touch, "touchEnd")
    kept(page, 1)
    assert households(page) == "2"
    assert page.evaluate("scrollY") == 0
    # Beside the map a finger scrolls the page.
    finger(touch, "touchStart", 200, 800)
    for height in (700, 600, 500):
        finger(touch, "touchMove", 200, height)
    finger(touch, "touchEnd")
    page.wait_for_function("scrollY > 100")


def test_a_finger_adds_and_removes_vertices_by_button_and_by_holding(draft: Opener) -> None:
    page = draft(size="phone", **TOUCHED)
    before = grids(page)
    touch = page.context.new_cdp_session(page)
    where = page.evaluate(WHERE, list(town.at(100, 50)))
    page.touchscreen.tap(*where)
    page.wait_for_function("() => document.querySelector('#said').textContent.startsWith('A place on the border')")
    page.tap("[data-act=add]")
    kept(page, 1)
    assert (100, 50) in grids(page)[FIRST] & grids(page)[SECOND]
    page.tap("[data-act=remove]")
    kept(page, 2)
    assert grids(page) == before
    for seq in (3, 4):  # held on the border it comes, held on the vertex it goes
        finger(touch, "touchStart", *where)
        page.wait_for_selector(f"#redraw-map[data-seq='{seq}']")
        finger(touch, "touchEnd")
        kept(page, seq)
        assert ((100, 50) in grids(page)[FIRST]) is (seq == 3)


def test_without_the_base_map_the_borders_can_be_redrawn_and_that_is_said(draft: Opener) -> None:
    page = draft(lost="**/map/style.json*")
    assert said(page) == "The base map could not be loaded. The borders can be redrawn all the same."
    choose(page, "shared with Z002")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    kept(page, 1)
