"""A form is read only as far as it may go."""

from collections.abc import Iterator

import pytest

from tests.web.conftest import Browser
from web.limit import SMALL_BYTES, limit_of

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def piecewise(size: int) -> Iterator[bytes]:
    """A form of a size that nobody says beforehand."""
    yield b"login="
    for _ in range(size // 1000):
        yield b"a" * 1000


@pytest.mark.parametrize("path", ["/sign-in", "/set-up"])
def test_before_the_sign_in_no_more_is_read_than_a_name_and_a_password(browser: Browser, path: str) -> None:
    nobody = browser(None)
    said = nobody.post(path, content=b"login=" + b"a" * SMALL_BYTES, headers=FORM)
    unsaid = nobody.post(path, content=piecewise(2 * SMALL_BYTES), headers=FORM)
    assert (said.status_code, unsaid.status_code) == (413, 413)
    assert "此处不予接收" in said.text or "more than is taken" in said.text


def test_a_name_and_a_password_are_within_it(browser: Browser) -> None:
    assert browser(None).post("/sign-in", data={"login": "long", "password": "a" * 200}).status_code == 403


def test_files_are_counted_where_they_are_streamed() -> None:
    assert limit_of("/intake") is None
    assert limit_of("/intake/5/columns") is None
    assert limit_of("/intaker") is not None
