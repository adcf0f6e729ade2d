"""The grid file (一格一档): everything known of one zone, on one page that prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from services.geography.editions import in_force_ever
from services.geography.outlines import outlines
from services.gridfile.file import Asked, GridFile, grid_file
from services.gridfile.map import GROUND, surroundings
from services.gridfile.standing import month_of
from services.gridfile.visits import Month
from services.gridfile.zone import Subject
from services.matters.codes.catalogue import load_codes
from services.measures.period_label import label
from services.measures.sheet import STATE_WORDS
from services.messages import Message, message
from services.versions.kept import Kept
from web import words
from web.access import Staff
from web.figures import Figures
from web.names import ZoneCode
from web.numbers import EditionId
from web.pages.assessment.last import assessed
from web.pages.small_map import Drawing, draw
from web.render import render
from web.view import edition_of

router = APIRouter()
LevelGiven = Literal["grid", "area", "community", "subdistrict"]
OnDay = Annotated[date | None, Query(ge=date(1991, 1, 1), le=date(2200, 1, 1))]
# Open matters on the sheet; the others are opened on the screen and counted on paper.
SHOWN = 8
CHART_WIDTH, CHART_HEIGHT = 300, 76
SPARK_WIDTH, SPARK_HEIGHT = 88, 20
# A grid without a patrol for longer than this is called out.
LONG_DAYS = 30
_drawings: Kept[Drawing] = Kept(GROUND, 256)


@dataclass(frozen=True, slots=True)
class Bar:
    """One month in the chart, in pixels from the upper left corner: visits stand on patrols."""

    first: date
    x: float
    width: float
    patrols_y: float
    patrols_height: float
    visits_y: float
    visits_height: float
    month: Month


def bars(months: Sequence[Month], width: float = CHART_WIDTH, height: float = CHART_HEIGHT) -> list[Bar]:
    """The months as stacked bars; the tallest fills the height."""
    most = max((m.visits + m.patrols for m in months), default=0) or 1
    step = width / max(len(months), 1)
    found = []
    for i, m in enumerate(months):
        low, high = m.patrols * height / most, m.visits * height / most
        found.append(Bar(m.first, i * step + 2, step - 4, height - low, low, height - low - high, high, m))
    return found


def drawing(session: Session, subject: Subject) -> Drawing:
    """The map of a zone: the same for whoever may open its file, in every language."""
    return _drawings.get(session, subject.key, lambda: draw(surroundings(session, subject), subject.code))


@router.get("/grids")
def own(caller: Staff) -> Response:
    """The file of the one grid that the caller has; whoever has several chooses on the map."""
    under, mine = edition_of(caller, None), set(caller.scope.grid_ids)
    known = outlines(caller.session, under.id) if under and not caller.scope.everything else ()
    grids = [o for o in known if o.level == "grid" and o.zone_id in mine]
    return RedirectResponse(f"/grids/{quote(grids[0].code, safe='')}" if len(grids) == 1 else "/", 303)


@router.get("/grids/{code:path}")
def page(
    request: Request, caller: Staff, code: ZoneCode, edition: EditionId | None = None, day: OnDay = None,
    level: LevelGiven | None = None,
) -> Response:  # fmt: skip
    """The file of a grid, an area, a community or the subdistrict, by its code."""
    zone, now = caller.state.settings.zone, datetime.now(UTC)
    file = grid_file(caller.session, caller.scope, Asked(code, level, edition, day), zone, now)
    figures = Figures(caller.lang, zone)
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "now": now, "file": file, "f": figures, "words": words,
        "drawing": drawing(caller.session, file.subject), "bars": bars(file.visits.months),
        "chart": (CHART_WIDTH, CHART_HEIGHT), "shown": SHOWN, "editions": in_force_ever(caller.session),
        "facts": key_facts(file, figures), "measures": [(s, spark(s.trend)) for s in file.standings],
        "catalogue": load_codes(caller.session),
        "month": label(month_of(file.window)), "states": STATE_WORDS,
        "assessed": assessed(caller, file.subject.level, file.subject.code),
    }  # fmt: skip
    return render(request, "grid_file.html", context)


def spark(trend: Sequence[float | None], width: float = SPARK_WIDTH, height: float = SPARK_HEIGHT) -> list[str]:
    """A year's figures as points of polylines, in pixels, broken where there is no figure."""
    step = width / max(len(trend) - 1, 1)
    runs: list[list[str]] = [[]]
    for i, part in enumerate(trend):
        if part is None:
            runs.append([])
        else:
            runs[-1].append(f"{i * step:.1f},{height - part * height:.1f}")
    return [" ".join(run) for run in runs if run]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the strip at the top, as written, with a note; `calls` where somebody should act."""

    label: Message
    figure: str
    note: Message
    calls: bool = False


def key_facts(file: GridFile, f: Figures) -> list[Fact]:
    """What a visitor of the grid should know before anything else."""
    h, m, v = file.households, file.matters, file.visits
    overdue = message("%(n)s of them overdue", n=f.number(m.standing_overdue))
    due = message("%(a)s of %(n)s due in 12 months", a=f.number(m.on_time), n=f.number(m.due))
    visited = message("%(a)s of %(n)s registered", a=f.number(h.visited[90]), n=f.number(h.registered))
    last = v.last_patrol and message("last on %(day)s", day=f.day(v.last_patrol.astimezone(f.zone).date()))
    long_ago = v.days_since_patrol is None or v.days_since_patrol > LONG_DAYS
    return [
        Fact(message("Households"), f.number(h.all), message("%(n)s of them vacant", n=f.number(h.vacant))),
        Fact(message("Residents"), f.number(h.residents), message("stated in the register")),
        Fact(message("Open matters"), f.number(m.standing), overdue, calls=m.standing_overdue > 0),
        Fact(message("Closed on time"), f.percent(m.on_time, m.due), due),
        Fact(message("Visited in 90 days"), f.percent(h.visited[90], h.registered), visited),
        Fact(message("Days since the last patrol"), f.number(v.days_since_patrol), last or message("none on record"),
             calls=long_ago),
    ]  # fmt: skip
