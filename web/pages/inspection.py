"""What the next round of inspection is to look at: the office's list, on a map and as a table."""

from typing import Annotated

import shapely
from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from geo.drawing import sheet_over
from services.geography.editions import in_force
from services.gridfile.map import over_shapes
from services.inspection.candidates import Candidate, add_hotspot, drop, standing
from web.access import Caller, Office, OfficeForm
from web.figures import Figures
from web.numbers import LARGEST
from web.pages.small_map import Drawing, draw
from web.render import render

router = APIRouter(prefix="/inspection")
Number = Annotated[int, Form(ge=1, le=LARGEST)]
CandidateId = Annotated[int, Path(ge=1, le=LARGEST)]
# Room around the outermost places, as a share of the whole, and how far around a single one (degrees, some 300 m).
MARGIN, NEAR = 0.15, 0.003


@router.get("")
def candidates(request: Request, caller: Office) -> Response:
    """The list."""
    found = standing(caller.session, caller.scope)
    drawing, marks = map_of(caller, found)
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "candidates": found, "drawing": drawing, "marks": marks,
    }  # fmt: skip
    return render(request, "inspection/candidates.html", context)


@router.post("")
def add(caller: OfficeForm, analysis: Number, place: Number) -> Response:
    """Put a hotspot on the list, and lead back to it."""
    add_hotspot(caller.session, caller.scope, analysis, place)
    return RedirectResponse(f"/hotspots/{analysis}/{place}", 303)


@router.post("/{candidate}/drop")
def take_off(caller: OfficeForm, candidate: CandidateId) -> Response:
    """Take a place off the list."""
    drop(caller.session, caller.scope, candidate)
    return RedirectResponse("/inspection", 303)


def map_of(caller: Caller, found: list[Candidate]) -> tuple[Drawing | None, list[list[float]]]:
    """The map around all places, and where they stand on it (pixels), in the order of the list."""
    edition = in_force(caller.session)
    if edition is None or not found:
        return None, []
    places = [shapely.Point(c.lon, c.lat) for c in found]
    around = over_shapes(caller.session, edition.id, [p.buffer(NEAR) for p in places], MARGIN)
    drawing = draw(around, "")
    return drawing, sheet_over(around.box, drawing.width, drawing.height).to_px(
        shapely.get_coordinates(places)
    ).tolist()
