"""The layers that there are: one value each. Everything else here is made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Reach = Literal["anyone", "zones", "units", "points"]
"""Who gets what: everybody signed in the whole layer; zones that hold a grid in scope; units and points in scope, which
the forum gets none of. Who reads points is put on record."""
ZONE = {"code": "String", "name": "String", "level": "String"}
HOTSPOT = {"map": "Number", "place": "Number", "verdict": "String", "incidents": "Number"}
POINT = {"point_count": "Number", "doubtful_count": "Number", "ref": "String", "doubtful": "Boolean"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of tiles. `version` names the row of layer_version that changes whenever its tiles may.

    `by_place`: what changes often keeps a version for each place (tile_version). Its addresses name none, so that a
    browser asks for each tile again and is told by its tag that it is as it was.
    """

    name: str
    source_layer: str
    version: str
    reach: Reach
    zooms: tuple[int, int]
    file: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    kind: str | None = None
    by_level: bool = False
    by_time: bool = False
    by_place: bool = False

    @property
    def by_edition(self) -> bool:
        """Whether its tiles differ by edition."""
        return self.reach != "anyone"


def _points(kind: str, *, by_time: bool) -> Layer:
    name = {"household": "households", "matter": "matters", "visit": "visits"}[kind]
    return Layer(name, "point", name, "points", (0, 18), "points", POINT, kind=kind, by_time=by_time,
                 by_place=kind == "visit")  # fmt: skip


LAYERS: Mapping[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer("zones", "zone", "zones", "zones", (0, 16), "zones", ZONE, by_level=True),
        Layer("labels", "label", "zones", "zones", (0, 16), "labels", ZONE, by_level=True),
        Layer("streets", "street", "streets", "anyone", (11, 16), "streets", {"name": "String", "kind": "String"}),
        Layer("water", "water", "water", "anyone", (9, 16), "water", {"name": "String"}),
        Layer("parks", "park", "parks", "anyone", (9, 16), "parks", {"name": "String"}),
        Layer("buildings", "building", "buildings", "anyone", (14, 16), "buildings", {"name": "String"}),
        Layer("hotspots", "hotspot", "hotspots", "units", (8, 16), "hotspots", HOTSPOT),
        _points("household", by_time=False),
        _points("matter", by_time=True),
        _points("visit", by_time=True),
    )
}
