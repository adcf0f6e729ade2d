"""The pages on settings and commands are as the code is; every table and term has its place in the documents."""

import re

import pytest

from services.messages import ROOT
from services.settings import Settings
from services.tables import metadata
from tools.documents import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_the_code_is(name: str) -> None:
    """Where this fails: python -m tools.documents"""  # noqa: D400, D415 (a command is no sentence)
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name]()


def test_every_setting_and_option_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `--[^|]*` \|  \|$", page, re.MULTILINE) == []
    assert {"xunge demo", "xunge serve", "xunge db doctor", "xunge intake zones FILE", "xunge user add LOGIN"} <= set(
        re.findall(r"^## (.*)$", page, re.MULTILINE)
    )


def test_every_table_stands_in_the_data_model() -> None:
    named = set(re.findall(r"`(\w+)`", (DOCS / "data-model.md").read_text(encoding="utf-8")))
    assert set(metadata.tables) - named == set()


def test_every_link_in_the_documents_leads_to_a_file() -> None:
    for page in (*DOCS.rglob("*.md"), ROOT / "README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_table_goes_by_a_word_of_the_glossary_and_every_term_has_its_chinese() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| .+ \|$", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    terms = set(re.findall(r"[a-z]+", " ".join(term for term, _ in rows[2:])))
    assert {name for name in metadata.tables if terms.isdisjoint(name.split("_"))} == set()
    assert [term for term, chinese in rows[2:] if not re.search(r"[\u4e00-\u9fff]", chinese)] == []
    named = [term for term, _ in rows]
    assert len(named) == len(set(named))
