"""The quiet base map as a MapLibre style: paper, parks, water, buildings, streets with names; nothing from elsewhere.

There is no glyph server: letters are drawn in the browser from the fonts that the page has. A choropleth goes under
the layer `building`, so that streets and houses stay readable on it and water and parks below it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Theme = Literal["light", "dark"]
FONT = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "sans-serif"]
MAJOR = [
    "motorway", "trunk", "primary", "arterial", "快速路", "主干路",
    "motorway_link", "trunk_link", "primary_link",
]  # fmt: skip
MIDDLE = ["secondary", "tertiary", "collector", "次干路", "secondary_link", "tertiary_link"]
SMALL = ["service", "footway", "path", "pedestrian", "steps", "cycleway", "track", "living_street"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme."""

    land: str
    park: str
    water: str
    shore: str
    building: str
    wall: str
    street: str
    casing: str
    name: str
    halo: str


COLOURS: Mapping[str, Colours] = {
    # Streets and houses are thin washes: on a choropleth they let its colour through.
    "light": Colours(
        "#f4f6f5", "#e4ede2", "#d3e3ea", "#a9c4d0", "rgba(52,72,78,0.09)", "rgba(52,72,78,0.16)",
        "rgba(255,255,255,0.92)", "rgba(62,82,88,0.22)", "#526065", "#f4f6f5",
    ),
    "dark": Colours(
        "#0f1517", "#131f1a", "#14262f", "#28485a", "rgba(214,228,232,0.07)", "rgba(214,228,232,0.11)",
        "rgba(72,88,93,0.62)", "rgba(8,12,13,0.55)", "#a6b3b3", "#0f1517",
    ),
}  # fmt: skip


def style(
    theme: Theme,
    sources: Mapping[str, Mapping[str, Any]],
    bounds: tuple[float, ...] | None,
    under: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The whole style over sources named as the layers are; it opens on the bounds (degrees) where there are some.

    `under` are layers of a map that is not our own; everything of ours lies on it.
    """
    c = COLOURS[theme]
    middle = {"center": [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]} if bounds else {}
    return {
        "version": 8,
        "name": f"xunge-{theme}",
        **middle,
        "sources": {name: {"type": "vector", **source} for name, source in sources.items()},
        "layers": [
            {"id": "paper", "type": "background", "paint": {"background-color": c.land}},
            *under,
            *_parks(c),
            *_water(c),
            *_buildings(c),
            *_streets(c),
            _street_names(c),
        ],
    }


def _parks(c: Colours) -> list[dict[str, Any]]:
    return [{"id": "park", "type": "fill", "source": "parks", "source-layer": "park", "paint": {"fill-color": c.park}}]


def _water(c: Colours) -> list[dict[str, Any]]:
    placed = {"source": "water", "source-layer": "water"}
    return [
        {"id": "water", "type": "fill", **placed, "paint": {"fill-color": c.water}},
        {"id": "shore", "type": "line", **placed, "minzoom": 12, "paint": {"line-color": c.shore, "line-width": 0.7}},
    ]


def _buildings(c: Colours) -> list[dict[str, Any]]:
    placed = {"source": "buildings", "source-layer": "building", "minzoom": 14}
    return [
        {
            "id": "building", "type": "fill", **placed,
            "paint": {"fill-color": c.building, "fill-opacity": _by_zoom((14, 0), (14.6, 1))},
        },
        {
            "id": "wall", "type": "line", **placed, "minzoom": 15,
            "paint": {"line-color": c.wall, "line-width": 0.6, "line-opacity": _by_zoom((15, 0), (16, 1))},
        },
    ]  # fmt: skip


def _streets(c: Colours) -> list[dict[str, Any]]:
    placed = {"source": "streets", "source-layer": "street", "layout": {"line-cap": "round", "line-join": "round"}}
    return [
        {"id": "street-casing", "type": "line", **placed, "minzoom": 12.5,
         "paint": {"line-color": c.casing, "line-width": _width(1.4)}},
        {"id": "street", "type": "line", **placed, "paint": {"line-color": c.street, "line-width": _width(0)}},
    ]  # fmt: skip


def _street_names(c: Colours) -> dict[str, Any]:
    return {
        "id": "street-name", "type": "symbol", "source": "streets", "source-layer": "street", "minzoom": 14,
        "filter": ["!=", ["coalesce", ["get", "name"], ""], ""],
        "layout": {
            "symbol-placement": "line", "symbol-spacing": 420, "text-field": ["get", "name"], "text-font": FONT,
            "text-size": ["interpolate", ["linear"], ["zoom"], 14, _by_kind(11.5, 10.5, 0), 18, _by_kind(15, 13.5, 12)],
            "text-letter-spacing": 0.08, "text-max-angle": 30, "text-padding": 4,
            "symbol-sort-key": _by_kind(0, 1, 2),
        },
        "paint": {"text-color": c.name, "text-halo-color": c.halo, "text-halo-width": 1.4, "text-halo-blur": 0.4},
    }  # fmt: skip


def _by_kind(major: float, middle: float, other: float, small: float | None = None) -> list[Any]:
    smallest = other if small is None else small
    kind = ["coalesce", ["get", "kind"], ""]
    return ["match", kind, MAJOR, major, MIDDLE, middle, SMALL, smallest, other]


def _width(casing_px: float) -> list[Any]:
    """A street's width in pixels by kind, growing with the zoom level as the ground does; `casing_px` is added."""
    stops = {11: (0.9, 0.4, 0.0, 0.0), 13: (1.8, 1.1, 0.6, 0.2), 15: (5.0, 3.6, 2.2, 1.0), 18: (22.0, 17.0, 12.0, 5.0)}
    widths = [part for zoom, by_kind in stops.items() for part in (zoom, _by_kind(*(w + casing_px for w in by_kind)))]
    return ["interpolate", ["exponential", 1.5], ["zoom"], *widths]


def _by_zoom(*stops: tuple[float, float]) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], *(number for stop in stops for number in stop)]
