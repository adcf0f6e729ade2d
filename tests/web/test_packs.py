"""The map's modules travel in few files: each once, in the order of their imports, and nothing of theirs is lost."""

import re
from pathlib import Path

import pytest

from web.packs import FOLDER, OUTSIDE, PACKS, SHEETS, packed, place, sheets
from web.static_files import FOLDER as STATIC

ONE = {"page": ("map/page.js",), "later": ("map/late.js",)}


def address(name: str) -> str:
    return f"/static/v1/{name}"


def write(folder: Path, name: str, text: str) -> None:
    (folder / "map").mkdir(exist_ok=True)
    (folder / "map" / name).write_text(text, encoding="utf-8")


def test_every_module_of_the_map_is_in_one_pack_after_those_that_it_imports() -> None:
    packs = packed(STATIC, address)
    order = [name for text in packs.values() for name in re.findall(r'^made\["([^"]+)"\] = ', text, re.MULTILINE)]
    there = {f"{FOLDER}{p.relative_to(STATIC / 'map').as_posix()}" for p in (STATIC / "map").rglob("*.js")}
    assert sorted(order) == sorted(there - {OUTSIDE, "map/otherwise.js"})
    for text in packs.values():
        for module, body in re.findall(r'^made\["([^"]+)"\] = (.*?)^\}\)\(\);', text, re.MULTILINE | re.DOTALL):
            taken = re.findall(r'= made\["([^"]+)"\];', body)
            assert all(order.index(other) < order.index(module) for other in taken)


def test_where_the_engine_is_missing_the_page_goes_on() -> None:
    packs = packed(STATIC, address)
    assert [name for name in PACKS if OUTSIDE in packs[name]] == ["canvas", "beside"]


def test_a_module_becomes_a_function_that_gives_what_it_exported(tmp_path: Path) -> None:
    write(
        tmp_path,
        "one.js",
        "/** A type. */\nexport const one = 1;\nconst own = 2;\nexport function two() { return own; }\n",
    )
    write(tmp_path, "late.js", 'import { one as first } from "./one.js";\nexport const late = first;\n')
    write(tmp_path, "page.js", 'import { one } from "./one.js";\n// Why.\nimport("./late.js").then(() => one);\n')
    packs = packed(tmp_path, address, ONE)
    assert packs["page"] == (
        "export const made = {};\n"
        'made["map/one.js"] = (() => {\n'
        "const one = 1;\nconst own = 2;\nfunction two() { return own; }\n"
        "return { one, two };\n})();\n"
        'made["map/page.js"] = (() => {\n'
        'const { one } = made["map/one.js"];\n'
        'import("/static/v1/packs/later.js").then(() => made["map/late.js"]).then(() => one);\n'
        "return {  };\n})();\n"
    )
    assert packs["later"].startswith(f'import {{ made }} from "{address(place("page"))}";\nmade["map/late.js"] = ')
    assert 'const { one: first } = made["map/one.js"];' in packs["later"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('import { late } from "./late.js";\nexport const page = late;\n', "imports itself"),
        ('import * as all from "./other.js";\n', "packs don't know"),
        ("const a = 1;\nexport { a };\n", "packs don't know"),
    ],
)
def test_what_cannot_be_packed_is_refused(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, "late.js", 'import { page } from "./page.js";\nexport const late = page;\n')
    write(tmp_path, "page.js", text)
    with pytest.raises(ValueError, match=said):
        packed(tmp_path, address, {"page": ("map/page.js",)})


def test_style_sheets_travel_in_the_order_in_which_they_hold_and_name_nothing_that_is_lost_on_the_way() -> None:
    for name, files in SHEETS.items():
        text, at = sheets(STATIC)[f"packs/{name}.css"], 0
        for file in files:
            written = (STATIC / file).read_text(encoding="utf-8")
            for rule in re.sub(r"/\*.*?\*/\n?", "", written, flags=re.DOTALL).split("}"):
                at = text.index(rule, at) + len(rule)
        assert text[at:].strip() == ""
        for named in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            assert named.startswith(("data:", "#")) or (STATIC / "packs" / named).resolve().is_file()
