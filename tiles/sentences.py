"""What can go wrong with tiles."""

from services.errors import register

register(
    {
        "tiles.layer": "There is no map layer “%(layer)s”.",
        "tiles.zoom": "The layer %(layer)s has tiles of zoom %(low)d to %(high)d, not %(z)d.",
        "tiles.place": "There is no tile %(z)d/%(x)d/%(y)d: columns and rows run from 0 to %(last)d.",
        "tiles.edition": "Say which edition of the boundaries: the layer %(layer)s differs by edition.",
        "tiles.level": "“%(level)s” is no level of zones: choose one of %(levels)s.",
        "tiles.period": "A period needs both its beginning and its end.",
        "tiles.address": "A tile's address is /tiles/layer/version/zoom/column/row.mvt.",
        "tiles.number": "“%(given)s” is no number for %(name)s.",
        "tiles.moment": "“%(given)s” is no day or moment for %(name)s: write 2026-03-01 or 2026-03-01T00:00:00Z.",
        "tiles.base_file": "The base map %(path)s can't be read: %(why)s. Correct XUNGE_BASE_FILE, or leave it out.",
        "tiles.base_form": "%(path)s is no base map that can be drawn: a PMTiles file of version 3 with vector tiles "
        "or pictures, packed by gzip or not at all. Correct XUNGE_BASE_FILE, or leave it out.",
        "tiles.no_base": "No base map is kept as a file here.",
        "tiles.forum_hotspots": "Hotspot maps are not open to the forum.",
        "tiles.forum": "Points of households, matters and visits are not open to the forum.",
    }
)
