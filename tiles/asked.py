"""What is asked for: a tile of a layer, under an edition, in a period."""

from dataclasses import dataclass
from datetime import datetime

from services.errors import Invalid, NotFound
from tiles import sentences
from tiles.layer import LAYERS, Layer

LEVELS = ("subdistrict", "community", "area", "grid")

__all__ = ["Asked", "Choice", "Tile", "layer_named", "sentences"]


def layer_named(name: str) -> Layer:
    """The layer of that name. Raises NotFound."""
    if name not in LAYERS:
        raise NotFound("tiles.layer", layer=name)
    return LAYERS[name]


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the web-mercator grid; x counts columns from the west, y rows from the north."""

    z: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which state of a layer: an edition, a level of zones, a period [start, stop) in UTC; None where it has none."""

    edition: int | None = None
    level: str | None = None
    start: datetime | None = None
    stop: datetime | None = None

    def of(self, layer: Layer) -> "Choice":
        """The choice with only what the layer differs by. Raises Invalid where something is missing or wrong."""
        if layer.by_edition and self.edition is None:
            raise Invalid("tiles.edition", layer=layer.name)
        if layer.by_level and self.level not in LEVELS:
            raise Invalid("tiles.level", level=self.level or "", levels=", ".join(LEVELS))
        if layer.by_time and (self.start is None) != (self.stop is None):
            raise Invalid("tiles.period")
        return Choice(
            self.edition if layer.by_edition else None,
            self.level if layer.by_level else None,
            self.start if layer.by_time else None,
            self.stop if layer.by_time else None,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One tile of one state of a layer."""

    layer: Layer
    choice: Choice
    tile: Tile

    def __post_init__(self) -> None:
        low, high = self.layer.zooms
        z, x, y = self.tile.z, self.tile.x, self.tile.y
        if not low <= z <= high:
            raise NotFound("tiles.zoom", layer=self.layer.name, z=z, low=low, high=high)
        if not (0 <= x < 1 << z and 0 <= y < 1 << z):
            raise NotFound("tiles.place", z=z, x=x, y=y, last=(1 << z) - 1)
