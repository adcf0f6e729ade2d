"""What travels: at most 600 kB compressed on a first visit, 60 kB on the next."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.web.browser.conftest import READY, watched

pytestmark = pytest.mark.browser
FIRST_BYTES = 600_000
NEXT_BYTES = 60_000


def weigh(page: Page, address: str) -> int:
    """The bytes that travel until the map is drawn, headers included, as the browser counts them."""
    counted: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: counted.append(int(told["encodedDataLength"])))
    page.goto(address)
    page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(counted)


def test_a_first_visit_and_the_next_keep_to_their_weight(chromium: Chromium, address: str, signed_in: Path) -> None:
    with watched(chromium, address, signed_in) as page:
        first = weigh(page, f"{address}/?lang=zh")
        following = weigh(page, f"{address}/?lang=zh")
    assert first <= FIRST_BYTES
    assert following <= NEXT_BYTES
    # Were nothing kept or nothing counted, the two could not differ so.
    assert first > 4 * following > 0
