"""What the places of a cycle are worth: ranges, inspectors, weights and shares, beside the formal rank."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.assessment import cycles
from services.assessment.certainty.eyes import strictness_of
from services.assessment.certainty.ranges import LEVEL, Method, peers_of
from services.assessment.certainty.rates import rates_of
from services.assessment.certainty.samples import inspections
from services.assessment.certainty.weights import weights_of
from services.assessment.rubric.decidable import decided
from services.assessment.standings import Standings, standings
from services.measures.period import parse
from services.measures.period_label import label
from web.access import Caller, Office
from web.pages.assessment.funnel import HEIGHT, WIDTH, drawn
from web.pages.assessment.show import KeyPath, Kind, frame
from web.render import render

router = APIRouter(prefix="/assessment")
# Those that move most stand on the page; of more the rest moves less.
MOST = 20


@router.get("/{cycle}/{kind}/certainty")
def page(
    request: Request, caller: Office, cycle: KeyPath, kind: Kind, method: Annotated[Method, Query()] = "drawn"
) -> Response:
    """How far each place may be off, and what it hangs on."""
    of = cycles.cycle(caller.session, cycle)
    found = standings(caller.session, caller.scope, of, kind)
    context = frame(caller) | {
        "cycle": of, "kind": kind, "period": label(parse(of.key)), "rubric": found.rubric, "rows": found.rows,
        "method": method, "level": round(100 * LEVEL), "most": MOST,
    }  # fmt: skip
    return render(request, "assessment/certainty.html", context | _told(caller, found, method))


def _told(caller: Caller, found: Standings, method: Method) -> dict[str, Any]:
    seen = inspections(caller.session, caller.scope, found)
    rates = rates_of(caller.session, caller.scope, found)
    return {
        "seen": len(seen), "peers": peers_of(found, seen, method), "strictness": strictness_of(seen),
        "weights": weights_of(found), "rates": [(rate, drawn(rate)) for rate in rates],
        "width": WIDTH, "height": HEIGHT, "titles": _titles(found), "names": _names(found),
        "last_from": decided(found.rubric.last_named_from), "formal": decided(found.rubric.strictness),
    }  # fmt: skip


def _titles(found: Standings) -> dict[str, Any]:
    return {group.key: group.title for group in decided(found.rubric.groups)}


def _names(found: Standings) -> dict[int, str]:
    return {row.target.zone_id: row.name for row in found.rows}
