"""The design's figures: both dark themes are one, text can be read on every ground, classes differ without colour."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "web" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
THEMES = ("light", "dark")
# Text on its grounds: WCAG AA asks 4.5 for text of this size.
TEXT = [
    *((ink, ground) for ink in ("ink", "soft") for ground in ("paper", "card", "sunk", "wash", "wash-deep", "land")),
    *((ink, ground) for ink in ("accent", "accent-deep") for ground in ("paper", "card", "wash")),
    ("accent-deep", "wash-deep"), ("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-warn", "warn"),
    ("warn", "card"), ("warn", "paper"), ("warn", "warn-wash"), ("heed", "heed-wash"), ("good", "good-wash"),
    ("good", "card"), ("good", "wash-deep"), ("warn", "wash-deep"), ("on-hatch", "hatch-land"), ("on-point", "point"),
    *((f"on-ramp-{i}", f"ramp-{i}") for i in range(7)),
]  # fmt: skip
# What is not text but must be seen: WCAG asks 3.
DRAWN = [("rim", "card"), ("rim", "paper"), ("accent", "card"), ("hatch", "hatch-land"), ("point", "land")]


def declared(selector: str) -> dict[str, str]:
    """The custom properties of the first rule with that selector."""
    found = re.search(re.escape(selector) + r" \{([^}]*)\}", TOKENS)
    assert found is not None
    return dict(re.findall(r"--([\w-]+): ([^;]+);", found[1]))


def colours(theme: str) -> dict[str, str]:
    """The properties that hold in a theme."""
    dark = declared(':root[data-theme="dark"]') if theme == "dark" else {}
    return declared(":root") | dark


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_systems_dark_and_the_readers_are_one() -> None:
    assert declared(':root:not([data-theme="light"])') == declared(':root[data-theme="dark"]')


def test_every_colour_of_the_light_theme_has_its_dark_one() -> None:
    light = {name for name, value in declared(":root").items() if value.startswith("#")}
    assert light == {name for name, value in colours("dark").items() if value.startswith("#")}


def test_paper_is_light_and_leaves_the_classes_to_a_live_map() -> None:
    paper, classes = declared(":root:root:root"), declared(":root:root:root:not(:has(.maplibregl-canvas))")
    assert (paper | classes).items() <= declared(":root").items()
    dark = {name for name, value in declared(':root[data-theme="dark"]').items() if value.startswith("#")}
    assert dark <= set(paper | classes) | {"lit"}
    assert {"paper", "card", "ink", "soft", "accent"} <= set(paper)
    assert not any(name.startswith(("ramp", "on-ramp", "hatch", "land")) for name in paper)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    known = colours(theme)
    assert contrast(known[ink], known[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), DRAWN)
def test_what_is_drawn_can_be_seen(theme: str, mark: str, ground: str) -> None:
    known = colours(theme)
    assert contrast(known[mark], known[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_classes_differ_in_lightness_alone_so_that_colour_is_not_needed(theme: str) -> None:
    steps = [lightness(colours(theme)[f"ramp-{i}"]) for i in range(7)]
    differences = [b - a for a, b in pairwise(steps)]
    assert all(d <= -7 for d in differences) or all(d >= 7 for d in differences)


@pytest.mark.parametrize("sheet", sorted(p.name for p in CSS.glob("*.css") if p.name != "tokens.css"))
def test_colours_stand_in_the_tokens_alone(sheet: str) -> None:
    text = re.sub(r"@media print \{.*", "", (CSS / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|oklch\(", re.sub(r"url\(#[^)]*\)", "", text)) == []


def test_every_name_that_is_used_is_declared() -> None:
    known = set(re.findall(r"--([\w-]+):", TOKENS))
    for sheet in CSS.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert set(re.findall(r"var\(--([\w-]+)", text)) <= known | set(re.findall(r"--([\w-]+):", text)), sheet.name
