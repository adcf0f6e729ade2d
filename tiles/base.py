"""What may lie under our own map: a PMTiles file of the operator's, and a map that comes from another host.

Both are off until the settings name them. What is drawn of them is as quiet as our own base map, and lies under it.
"""

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tiles.pmtiles import VECTOR, Archive
from tiles.style import Colours

FILE, ELSEWHERE = "base-file", "base-elsewhere"
# The paper of the theme shines through pictures, light or dark.
_QUIET = {"raster-opacity": 0.6, "raster-saturation": -0.3}
# What layers of common base maps are called, and what is drawn of them.
_WATER = re.compile("water|ocean|river|lake|水")
_STREET = re.compile("road|street|transport|highway|路")
_BUILDING = re.compile("building|建筑")
_GROUND = re.compile("earth|land|boundar|place|poi|natural|physical")


@dataclass(frozen=True, slots=True)
class Base:
    """What lies under our own map: a file, tiles elsewhere, or neither."""

    file: Archive | None = None
    elsewhere: str | None = None
    attribution: str | None = None

    @property
    def host(self) -> str | None:
        """The one other host that browsers may ask, as a policy names it."""
        if self.elsewhere is None:
            return None
        parts = urlsplit(self.elsewhere)
        return f"{parts.scheme}://{parts.netloc}"

    def sources(self) -> dict[str, dict[str, Any]]:
        """The sources of a map style."""
        found: dict[str, dict[str, Any]] = {}
        if self.elsewhere is not None:
            told = {"attribution": html.escape(self.attribution)} if self.attribution else {}
            found[ELSEWHERE] = {"type": "raster", "tiles": [self.elsewhere], "tileSize": 256, **told}
        if self.file is not None:
            found[FILE] = _file_source(self.file)
        return found

    def layers(self, colours: Colours) -> list[dict[str, Any]]:
        """The layers of a map style, from the lowest."""
        found: list[dict[str, Any]] = []
        if self.elsewhere is not None:
            found.append({"id": ELSEWHERE, "type": "raster", "source": ELSEWHERE, "paint": _QUIET})
        if self.file is not None and self.file.media_type != VECTOR:
            found.append({"id": FILE, "type": "raster", "source": FILE, "paint": _QUIET})
        elif self.file is not None:
            names = [str(layer["id"]) for layer in self.file.about.get("vector_layers", ())]
            found += [drawn for name in names for drawn in _drawn(name, colours)]
        return found


def open_base(file: Path | None, elsewhere: str | None, attribution: str | None) -> Base:
    """The base that settings name. Raises Invalid where the file can't be used."""
    return Base(Archive(file) if file else None, elsewhere, attribution)


def _file_source(file: Archive) -> dict[str, Any]:
    # A file tells its origin in HTML; only the words are taken over.
    told = html.escape(html.unescape(re.sub("<[^>]*>", "", str(file.about.get("attribution") or ""))).strip())
    return {
        "type": "vector" if file.media_type == VECTOR else "raster",
        "tiles": [f"/map/base/{file.version}/{{z}}/{{x}}/{{y}}"],
        "minzoom": file.min_zoom, "maxzoom": file.max_zoom, "bounds": list(file.bounds),
        **({} if file.media_type == VECTOR else {"tileSize": 256}),
        **({"attribution": told} if told else {}),
    }  # fmt: skip


def _drawn(name: str, c: Colours) -> list[dict[str, Any]]:
    placed = {"source": FILE, "source-layer": name}
    area = {**placed, "type": "fill", "filter": ["==", ["geometry-type"], "Polygon"]}
    line = {**placed, "type": "line", "filter": ["==", ["geometry-type"], "LineString"]}
    wide = ["interpolate", ["exponential", 1.5], ["zoom"], 10, 0.4, 14, 1.6, 18, 9]
    if _WATER.search(name):
        shore = {"line-color": c.shore, "line-width": 0.7}
        return [{"id": f"base-{name}", **area, "paint": {"fill-color": c.water}},
                {"id": f"base-{name}-line", **line, "paint": shore}]  # fmt: skip
    if _BUILDING.search(name):
        return [{"id": f"base-{name}", **area, "minzoom": 14, "paint": {"fill-color": c.building}}]
    if _STREET.search(name):
        return [{"id": f"base-{name}", **line, "paint": {"line-color": c.casing, "line-width": wide}}]
    if _GROUND.search(name):
        return []
    thin = {"line-color": c.casing, "line-width": 0.6}
    return [{"id": f"base-{name}", **area, "paint": {"fill-color": c.building}},
            {"id": f"base-{name}-line", **line, "paint": thin}]  # fmt: skip
