"""The list of points outside all grids."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.access.audit import record
from services.locating.counts import counts, outsiders
from services.matters.likeness.default_points import default_points
from web.access import Staff
from web.grid_names import grid_names
from web.numbers import EditionId
from web.render import render
from web.view import edition_of

router = APIRouter()


@router.get("/outside")
def outside(
    request: Request,
    caller: Staff,
    edition: EditionId | None = None,
    kind: Literal["household", "matter", "visit"] = "matter",
) -> Response:
    """The points outside all grids, with the nearest grid; who read them is recorded.

    Without an edition it is the one in force.
    """
    under = edition_of(caller, edition)
    if under is None:
        return render(request, "empty.html", {"person": caller.person, "form": caller.form})
    edition = under.id
    found = outsiders(caller.session, caller.scope, kind, edition)
    record(caller.session, caller.scope.person_id, "outside.read", kind, {"edition": edition, "n": len(found)})
    context = {
        "person": caller.person, "form": caller.form, "kind": kind, "edition": edition,
        "shared": default_points(caller.session) if kind == "matter" else [],
        "points": found, "where": grid_names(caller.session, edition),
        "counts": counts(caller.session, caller.scope, kind, edition),
    }  # fmt: skip
    return render(request, "outside.html", context)
