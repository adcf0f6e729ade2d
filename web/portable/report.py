"""The report put together: a sheet and its outlines as one HTML file."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup

from geo.plane import plane_over
from geo.polygonal import Polygonal
from geo.simplify import simplify_coverage
from services.messages import Lang, translate
from web.portable.elements import ReportFigure, ReportMap, Script, ZoneLayer
from web.portable.inline import json_in_script, script_of, style_of
from web.portable.sheet import Sheet
from web.state import HERE

MOST_BYTES = 3_000_000
# A map as wide as a large screen shows no finer detail than this share of its extent.
FINEST = 1 / 2500
# A hundred-thousandth of a degree is a metre, finer than such a detail in any subdistrict; small ones get one more.
DIGITS, DIGITS_SMALL, SMALL_M = 5, 6, 4000.0
# Which seven colours of the ramp a number of classes takes: spread over all of it.
RAMP = ("#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84")
SPREAD = {1: (3,), 2: (1, 5), 3: (1, 3, 5), 4: (0, 2, 4, 6), 5: (0, 1, 3, 4, 6), 6: (0, 1, 2, 3, 4, 6)}


def report_html(sheet: Sheet, outlines: Mapping[int, Polygonal], lang: Lang) -> str:
    """The report as one file of at most three megabytes, outlines made coarser until it is."""
    zones = [outlines[row.zone_id] for row in sheet.rows if row.zone_id in outlines]
    extent_m = _extent_m(zones)
    tolerance_m = extent_m * FINEST
    while True:
        html = _html(sheet, _features(sheet, outlines, tolerance_m, extent_m), lang)
        if len(html.encode()) <= MOST_BYTES or tolerance_m > extent_m / 50:
            return html
        tolerance_m = tolerance_m * 2 or 1.0


def _extent_m(zones: list[Polygonal]) -> float:
    """The longer side of the box around all zones, in metres."""
    if not zones:
        return 0.0
    west, south, east, north = shapely.total_bounds(zones)
    corners = plane_over(zones).to_metres(np.array([[west, south], [east, north]]))
    return float(np.ptp(corners, axis=0).max())


def _features(
    sheet: Sheet, outlines: Mapping[int, Polygonal], tolerance_m: float, extent_m: float
) -> list[dict[str, Any]]:
    """Zones as GeoJSON features: the row that each belongs to, how it is drawn, and its generalised outline."""
    shown = [(i, row) for i, row in enumerate(sheet.rows) if row.zone_id in outlines]
    simple = simplify_coverage([outlines[row.zone_id] for _, row in shown], tolerance_m).zones
    digits = DIGITS_SMALL if extent_m < SMALL_M else DIGITS
    return [
        {"type": "Feature", "properties": {"i": i, "k": row.css}, "geometry": _geometry(zone, digits)}
        for (i, row), zone in zip(shown, simple, strict=True)
    ]


def _geometry(zone: Polygonal, digits: int) -> dict[str, Any]:
    parts = [part for part in shapely.get_parts(zone) if not part.is_empty]
    rings = [[_ring(ring, digits) for ring in (part.exterior, *part.interiors)] for part in parts]
    return {"type": "Polygon", "coordinates": rings[0]} if len(rings) == 1 else {
        "type": "MultiPolygon", "coordinates": rings,
    }  # fmt: skip


def _ring(ring: shapely.LinearRing, digits: int) -> list[list[float]]:
    rounded: list[list[float]] = np.round(shapely.get_coordinates(ring), digits).tolist()
    return rounded


def _html(sheet: Sheet, features: list[dict[str, Any]], lang: Lang) -> str:
    say = partial(translate, lang=lang)
    here = HERE / "portable"
    colours = " ".join(
        f".c{i} {{ fill: {RAMP[j]}; }} .c{i}.s-unranked {{ fill: url(#unranked-{i}); }}"
        for i, j in enumerate(SPREAD.get(sheet.classes, range(7)))
    )
    figure = ReportFigure(
        "portable_report.html",
        {
            "lang": lang, "_": say, "sheet": sheet,
            # Texts of ours and of Leaflet, none of them from data.
            "leaflet_js": Markup(script_of("leaflet/leaflet.js")),  # noqa: S704
            "leaflet_css": Markup(style_of("leaflet/leaflet.css")),  # noqa: S704
            "css": Markup((here / "report.css").read_text(encoding="utf-8") + colours),  # noqa: S704
        },
    )  # fmt: skip
    drawn = ReportMap("report")
    drawn.add_to(figure)
    zones = ZoneLayer("report", features)
    zones.add_to(drawn)
    spoken = {"rank": say("Rank"), "zoomIn": say("Zoom in"), "zoomOut": say("Zoom out")}
    code = (here / "report.js").read_text(encoding="utf-8")
    call = f"linkZones({drawn.get_name()}, {zones.get_name()}, {json_in_script(spoken)});"
    Script(f"{code}\n{call}").add_to(drawn)
    return str(figure.render())
