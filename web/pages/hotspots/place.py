"""One hotspot: its map, its matters, its effort and its months; and the table of all as a file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.access.audit import record
from services.export.sheet import Form
from services.gridfile.map import over_shapes
from services.hotspots import read, words
from services.hotspots.sheet import sheet_of
from services.inspection.candidates import number_of
from services.measures.period_label import label
from web import words as stored
from web.access import Caller, Staff
from web.download import download
from web.figures import Figures
from web.grid_names import grid_names
from web.numbers import AnalysisId, PlaceNumber
from web.pages.hotspots.charts import BARS_HEIGHT, BARS_WIDTH, bars
from web.pages.hotspots.picture import picture
from web.pages.hotspots.show import line
from web.render import render

router = APIRouter(prefix="/hotspots")
# Room around the hotspot, as a share of its size: enough to know where one is.
MARGIN = 1.2
MOST_MATTERS = 60


@router.get("/{number}.{form}")
def sheet(caller: Staff, number: AnalysisId, form: Form) -> Response:
    """The hotspots of a map as CSV or XLSX."""
    drawn = read.analysis(caller.session, number)
    places = read.places(caller.session, caller.scope, number)
    record(caller.session, caller.scope.person_id, "hotspots.export", str(number), {"n": len(places)})
    kinds = words.load_kinds(caller.session)
    return download(sheet_of(drawn, places, kinds, caller.lang, caller.state.settings.zone), form, f"hotspots_{number}")


@router.get("/{number}/{place}")
def hotspot(request: Request, caller: Staff, number: AnalysisId, place: PlaceNumber) -> Response:
    """A hotspot with what it rests on; who read its matters is recorded."""
    drawn = read.analysis(caller.session, number)
    found = read.place(caller.session, caller.scope, number, place)
    kinds = words.load_kinds(caller.session)
    units = read.units(caller.session, caller.scope, number)
    own = [unit for unit in units if unit.place == place]
    reports = read.matters(caller.session, caller.scope, number, place)
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "drawn": drawn, "title": words.title(drawn.question, kinds, caller.lang),
        "h": line(found, drawn, caller, grid_names(caller.session, drawn.question.edition_id)),
        "effort": words.EXPOSURES[drawn.question.exposure].render(caller.lang),
        "picture": near(caller, drawn, units, own),
        "months": months(drawn, own, caller), "chart": (BARS_WIDTH, BARS_HEIGHT), "n": len(reports),
        "candidate": number_of(caller.session, caller.scope, number, place),
        "matters": [
            (m, kinds.catalogue.name(m.code, caller.lang), stored.source(m.source, caller.lang))
            for m in reports[:MOST_MATTERS]
        ],
    }  # fmt: skip
    return render(request, "hotspots/place.html", context)


def near(caller: Caller, drawn: read.Analysis, units: Sequence[read.Unit], own: Sequence[read.Unit]) -> Any:
    """The map around a hotspot."""
    around = over_shapes(caller.session, drawn.question.edition_id, [unit.shape for unit in own], MARGIN)
    box = shapely.box(*around.box)
    return picture(around, [unit for unit in units if unit.shape.intersects(box)], None)


def months(drawn: read.Analysis, own: Sequence[read.Unit], caller: Caller) -> list[dict[str, Any]]:
    """What was found and spent in each step, with the bars of both."""
    found = np.sum([unit.found_by_step for unit in own], axis=0).tolist()
    spent = np.sum([unit.exposure_by_step for unit in own], axis=0).tolist()
    steps = drawn.question.steps
    return [
        {"period": label(step).render(caller.lang), "short": f"{step.start:%m}", "found": above, "spent": below}
        for step, above, below in zip(steps, bars(found), bars(spent), strict=True)
    ]
