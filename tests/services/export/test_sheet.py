"""Texts that no spreadsheet takes for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.export.sheet import STARTERS, begins_formula, printable, safe_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1+1", "\x00=1"])
def test_what_looks_like_a_formula_gets_a_quote(text: str) -> None:
    assert safe_text(text) == f"'{printable(text)}"


@pytest.mark.parametrize("text", ["", "Z001", "1-2", "网格=1"])
def test_what_does_not_stays(text: str) -> None:
    assert safe_text(text) == text


@given(st.text())
def test_nothing_begins_a_formula_afterwards_and_nothing_else_is_lost(text: str) -> None:
    safe = safe_text(text)
    assert safe[:1] not in STARTERS
    assert safe.removeprefix("'") == printable(text).removeprefix("'")
    assert begins_formula(text) == (safe != printable(text))
