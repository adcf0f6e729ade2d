"""The list of visits under review, with its filters in the address."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.access.audit import record
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.visit_review.list import PAGE, Listed, counts, list_reviews
from services.visit_review.words import OUTCOMES, REASONS, STATES
from web.access import Caller, Staff
from web.figures import Figures
from web.grid_names import named
from web.pages.matters.listing import MOST_NAMES
from web.pages.visits.query import STATES as TABS
from web.pages.visits.query import ReviewQuery, addresses, asked
from web.render import render

router = APIRouter()


@router.get("/visits")
def visits(_caller: Staff) -> Response:
    """Lead to the reviews."""
    return RedirectResponse("/visits/review", 303)


@router.get("/visits/review")
def reviews(request: Request, caller: Staff, query: Annotated[ReviewQuery, Query()]) -> Response:
    """A page of the list; who read it is recorded."""
    figures = Figures(caller.lang, caller.state.settings.zone)
    edition = in_force(caller.session)
    zones = outlines(caller.session, edition.id) if edition else ()
    names = named(zones)
    wanted, unknown = asked(query, zones)
    found = None
    if edition is not None and unknown is None:
        found = list_reviews(caller.session, caller.scope, edition.id, wanted, query.page)
        record(caller.session, caller.scope.person_id, "visit_review.list", "visits", {"n": len(found.rows)})
    number, now = counts(caller.session, caller.scope), datetime.now(UTC)
    context = {
        "person": caller.person, "form": caller.form, "tab": "review", "query": query, "found": found, "f": figures,
        "rows": [shown(row, figures, now, names) for row in found.rows] if found else [], "address": addresses(query),
        "pages": max(1, -(-found.total // PAGE)) if found else 1, "unknown_zone": unknown,
        "tabs_of_states": [(state, number.get(state, 0)) for state in TABS if state != "all"],
        "state_words": {key: said.render(caller.lang) for key, said in STATES.items()},
        "reasons": [(key, said.render(caller.lang)) for key, said in REASONS.items()],
        "zones": offered(caller, zones),
    }  # fmt: skip
    return render(request, "visits/list.html", context)


def offered(caller: Caller, zones: tuple[Outline, ...]) -> list[tuple[str, str]]:
    """The zones that the filter offers."""
    mine = set(caller.scope.grid_ids)
    reached = [z for z in zones if caller.scope.everything or z.level != "grid" or z.zone_id in mine]
    names = named(zones)
    return [(z.code, names(z.code) if z.level == "grid" else z.name) for z in reached][:MOST_NAMES]


def shown(row: Listed, figures: Figures, now: datetime, names: Callable[[str], str]) -> dict[str, Any]:
    """A review as the list shows it."""
    lang = figures.lang
    left = (row.reply_until - now).days
    return {
        "ref": row.ref, "household": row.household_ref, "visitor": row.visitor, "device": row.device,
        "grid_code": row.grid_code, "grid": names(row.grid_code) if row.grid_code else None,
        "visited": figures.moment(row.visited_at),
        "away": None if row.away_m is None else figures.number(row.away_m),
        "accuracy": None if row.accuracy_m is None else figures.number(row.accuracy_m),
        "reasons": [REASONS[key].render(lang) for key in row.reasons if key in REASONS], "state": row.state,
        "standing": (OUTCOMES[row.outcome] if row.outcome else STATES[row.state]).render(lang),
        "outcome": row.outcome, "days_left": max(0, left), "heard": left < 0,
    }  # fmt: skip
