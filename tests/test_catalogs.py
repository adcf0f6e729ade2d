"""Every sentence for people stands in the Chinese catalogs, its figures unchanged."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo.validity import ChangeKind
from services.errors import CATALOGUE
from services.messages import CATALOG_FOLDERS, ROOT, catalog
from web.problems import TITLES

FIGURE = re.compile(r"%\(\w+\)[-.\d]*[a-z]|%%")
SPEAKERS = {"message", "say", "translate", "progress", "in_words", "refuse", "tell", "said"}


def in_python(path: Path) -> set[str]:
    """The texts that a module hands to a function that speaks."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS and node.args:
            said = (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant))
            found |= {text for text in said if isinstance(text, str) and not text.startswith(".")}
    return found


def sentences() -> set[str]:
    """Every sentence of the product, in English."""
    for path in [p for folder in ("services", "tiles") for p in (ROOT / folder).rglob("sentences.py")]:
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found = set(CATALOGUE.values()) | set(TITLES.values())
    for folder in ("services", "tiles", "web", "seeds"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= in_python(path)
    for path in (ROOT / "web" / "templates").rglob("*.html"):
        found |= set(re.findall(r"""_\(["'](.+?)["']\)""", path.read_text(encoding="utf-8")))
    found |= {kind.value.replace("_", " ") for kind in ChangeKind}
    return {
        text for text in found if re.search(r"[a-z]{2} |^[A-Z][a-z]+|[a-z]$", text) and not re.match(r"\S+\.\w+$", text)
    }


@pytest.mark.parametrize("text", sorted(sentences()))
def test_the_sentence_is_said_in_chinese_with_the_same_figures(text: str) -> None:
    said = catalog("zh").get(text)
    assert said is not None
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert set(FIGURE.findall(said)) - {"%%"} == set(FIGURE.findall(text)) - {"%%"}


def test_no_sentence_is_said_in_two_ways() -> None:
    """All catalogs are one: whichever file is read last would decide what another file's pages say."""
    said: dict[str, set[str]] = {}
    for folder in CATALOG_FOLDERS:
        for path in (folder / "zh").glob("*.po"):
            with path.open("rb") as file:
                for entry in read_po(file, locale="zh"):
                    if entry.id:
                        said.setdefault(str(entry.id), set()).add(str(entry.string))
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}
