"""What an assessment came to: the table of places beside the score map, and one object step by step."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.access.audit import record
from services.assessment import cycles
from services.assessment.certainty.ranges import Certain, peers_of
from services.assessment.certainty.samples import inspections
from services.assessment.ledger.read import evidence_of
from services.assessment.scoring.changed import last_run
from services.assessment.standings import Row, Standings, previous, rubric_in, standings
from services.assessment.tables import AssessmentCycle
from services.assessment.waterfall import Waterfall, waterfall
from services.assessment.work import let_run
from services.errors import NotFound
from services.geography.zone_shapes import zone_shapes
from services.gridfile.map import over_shapes
from services.measures.period import parse
from services.measures.period_label import label
from web import words
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.names import ZoneCode
from web.numbers import LARGEST
from web.pages.assessment.last import WHY_NOT, last_cycle, scale
from web.pages.assessment.picture import BREAKS, evidence_map, picture
from web.render import render
from web.view import edition_of

router = APIRouter(prefix="/assessment")
Kind = Literal["grid", "area", "community"]
Key = Annotated[str, Query(max_length=40)]
KeyPath = Annotated[str, Path(max_length=40)]
KeyForm = Annotated[str, Form(max_length=40)]
Line = Annotated[int | None, Query(ge=1, le=LARGEST)]
MARGIN = 0.03
# Places on the small map; further ones are told and listed in their own lists.
MOST_PLACES = 40


@router.get("")
def page(request: Request, caller: Staff, cycle: Key = "", kind: Kind = "grid") -> Response:
    """The table of a cycle; the last one that was reckoned where none is named."""
    known = cycles.cycles(caller.session)
    chosen = cycles.cycle(caller.session, cycle) if cycle else last_cycle(caller, known)
    context: dict[str, Any] = frame(caller) | {"known": known, "cycle": chosen, "kind": kind}
    if chosen is not None:
        found = standings(caller.session, caller.scope, chosen, kind)
        kinds = [assessed.kind for assessed in rubric_in(caller.session, chosen).objects]
        context |= _shown(caller, chosen, found) | {"kinds": [k for k in words.LEVELS if k in kinds]}
    return render(request, "assessment/page.html", context)


@router.post("/run")
def run(caller: OfficeForm, cycle: KeyForm) -> Response:
    """Have a whole cycle reckoned by the worker."""
    let_run(caller.session, caller.scope, cycles.cycle(caller.session, cycle))
    return RedirectResponse("/jobs", 303)


@router.get("/{cycle}/{kind}/{code:path}")
def one(request: Request, caller: Staff, cycle: KeyPath, kind: Kind, code: ZoneCode, line: Line = None) -> Response:
    """Every step of an object's score; the evidence of the chosen one on the map."""
    of = cycles.cycle(caller.session, cycle)
    found = standings(caller.session, caller.scope, of, kind)
    row = next((row for row in found.rows if row.code == code), None)
    if row is None:
        raise NotFound("assessment.object", kind=words.LEVELS[kind], code=code)
    steps = waterfall(caller.session, caller.scope, of, found.rubric, row.target, dict(row.parts))
    context = frame(caller) | {
        "cycle": of, "period": label(parse(of.key)), "row": row, "kind": kind, "steps": steps, "line": line,
        "scale": scale(steps), "rubric": found.rubric, "why_not": WHY_NOT,
    }  # fmt: skip
    return render(request, "assessment/object.html", context | _evidence(caller, row, steps, line))


def frame(caller: Caller) -> dict[str, Any]:
    """What every page of assessments is drawn with."""
    return {"person": caller.person, "form": caller.form, "words": words,
            "f": Figures(caller.lang, caller.state.settings.zone)}  # fmt: skip


def _shown(caller: Caller, of: AssessmentCycle, found: Standings) -> dict[str, Any]:
    under, run = edition_of(caller, None), last_run(caller.session, of.id)
    mine = {row.target.zone_id for row in found.rows}
    every = zone_shapes(caller.session, under.id, found.kind) if under and mine else {}
    shapes = {zone: shape for zone, shape in every.items() if zone in mine}
    around = over_shapes(caller.session, under.id, list(shapes.values()), MARGIN) if under and shapes else None
    ranges = ranges_of(caller, found)
    return {
        "rows": found.rows, "rubric": found.rubric, "period": label(parse(of.key)), "run": run, "breaks": BREAKS,
        "ranges": ranges, "before": _before(caller, of, found.kind),
        "picture": picture(around, found.rows, shapes) if around else None, "why_not": WHY_NOT,
    }  # fmt: skip


def ranges_of(caller: Caller, found: Standings) -> dict[int, Certain]:
    """The ranges of places by zone, for who sees places at all."""
    if not caller.scope.everything:
        return {}
    groups = peers_of(found, inspections(caller.session, caller.scope, found))
    return {zone: one for peers in groups for zone, one in peers.by_zone.items()}


def _before(caller: Caller, of: AssessmentCycle, kind: str) -> dict[int, Row]:
    """The rows of the cycle before this one, by zone."""
    earlier = previous(caller.session, of)
    rows = standings(caller.session, caller.scope, earlier, kind).rows if earlier else ()
    return {row.target.zone_id: row for row in rows}


def _evidence(caller: Caller, row: Row, steps: Waterfall, line: int | None) -> dict[str, Any]:
    """The places of a line's evidence; reading them is noted, as they may be addresses."""
    under = edition_of(caller, None)
    chosen = next(
        (s.entry for section in steps.sections for s in section.steps if s.entry and s.entry.id == line), None
    )
    if chosen is None or under is None:
        return {"chosen": None}
    found = evidence_of(caller.session, caller.scope, under.id, chosen.id)
    record(caller.session, caller.scope.person_id, "assessment.evidence", str(chosen.id), {"n": len(found)})
    shape = zone_shapes(caller.session, under.id, row.target.kind).get(row.target.zone_id)
    if shape is None or not found:
        return {"chosen": chosen, "found": found, "drawing": None}
    around = over_shapes(caller.session, under.id, [shape], MARGIN)
    drawing, marks = evidence_map(around, row.code, found[:MOST_PLACES])
    return {"chosen": chosen, "found": found, "drawing": drawing, "marks": marks, "most": MOST_PLACES}
