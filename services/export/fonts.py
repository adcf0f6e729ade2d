"""The type that documents are set in: the product's own web fonts, unpacked once into a form that a PDF can hold."""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

WEIGHTS = {"": "400", "B": "600"}
# Debian's fonts-noto-cjk; rare characters that the web fonts leave out are set in it where it is installed.
ALL_HAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SIMPLIFIED = 2


@dataclass(frozen=True, slots=True)
class Fonts:
    """Where the web fonts lie, and the folder in which the unpacked ones are kept."""

    packed: Path
    kept: Path

    def file(self, style: str) -> Path:
        """The TrueType file of a style ("" or "B"), unpacked the first time that it is asked for."""
        weight = WEIGHTS[style]
        made = self.kept / f"noto-sans-sc-{weight}.ttf"
        if not made.exists():
            self.kept.mkdir(parents=True, exist_ok=True)
            font = TTFont(self.packed / f"noto-sans-sc-chinese-simplified-{weight}-normal.woff2")
            font.flavor = None
            fresh = made.with_suffix(".new")
            font.save(fresh)
            fresh.rename(made)
        return made
