"""Cells that no spreadsheet takes for a formula."""

import pytest

from services.measures.sheet import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx"])
def test_what_looks_like_a_formula_gets_a_quote(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Z001", "1-2", "网格=1"])
def test_what_does_not_stays(text: str) -> None:
    assert safe_cell(text) == text
