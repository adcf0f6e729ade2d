"""A version of a rubric tried on a past period: who would move, and why."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.assessment import cycles
from services.assessment.rehearsal import rehearse
from services.assessment.rubric import versions
from services.assessment.scoring.changed import last_run
from services.errors import Invalid
from web.access import Office
from web.numbers import RubricId
from web.pages.assessment.show import Key, Kind, frame
from web.problems import number_of
from web.render import render

router = APIRouter()
# Those that move furthest stand on the page.
MOST = 50


@router.get("/rubric/{version_id}/rehearsal")
def page(
    request: Request, caller: Office, version_id: RubricId, cycle: Key = "", kind: Annotated[Kind, Query()] = "grid"
) -> Response:
    """The rehearsal on a cycle; on the last one that was reckoned where none is named."""
    version = versions.version_named(caller.session, caller.scope, version_id)
    shown = versions.rubric_of(version)
    every = [one for one in cycles.cycles(caller.session) if one.scored and last_run(caller.session, one.id)]
    known = [one for one in every if one.kind == shown.roll_up.every]
    chosen = cycles.cycle(caller.session, cycle) if cycle else next(iter(known), None)
    context: dict[str, Any] = frame(caller) | {
        "version": version, "title": shown.title.render(caller.lang), "known": known, "cycle": chosen, "kind": kind,
        "most": MOST, "kinds": [one.kind for one in shown.objects if one.kind != "department"], "refused": None,
    }  # fmt: skip
    status = 200
    if chosen is not None:
        try:
            context["found"] = rehearse(caller.session, caller.scope, version_id, chosen, kind)
        except Invalid as refused:
            context["refused"], status = refused.message.render(caller.lang), number_of(refused)
    return render(request, "rubric/rehearsal.html", context, status=status)
