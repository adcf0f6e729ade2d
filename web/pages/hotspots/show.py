"""The page of hotspot maps: the newest or a chosen one, its table as a file, and the asking for a new one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from geo.hotspot.verdict import VERDICTS
from services.errors import DomainError, NotFound
from services.geography.editions import in_force
from services.gridfile.map import GROUND, over_shapes
from services.hotspots import read, words
from services.hotspots.question import EXPOSURES, FOUND_BY, UNITS, Question
from services.hotspots.work import ANALYSE, let_analyse
from services.jobs.ask import jobs_of
from services.jobs.tables import ENDED
from services.measures.first import first_period
from services.measures.period import Kind, containing, parse
from services.measures.period_label import label
from services.versions.kept import Kept
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.grid_names import grid_names
from web.numbers import AnalysisId
from web.pages.hotspots.charts import funnel_plot, side_of
from web.pages.hotspots.picture import Picture, picture
from web.pages.jobs import shown
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/hotspots")
Word = Annotated[str, Form(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
WIDTHS_M = (75, 90, 100, 150, 200)
OFFERED: tuple[tuple[Kind, int], ...] = (("year", 3), ("half", 4), ("quarter", 4), ("month", 6))
# Room around the outermost units, as a share of the whole.
MARGIN = 0.02
# An analysis stays as it was made; a picture of it takes some hundred kilobytes.
_pictures: Kept[Picture] = Kept((*GROUND, "hotspots"), 64)


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that was refused, with what was chosen, so that nothing of it is lost."""

    refused: DomainError
    chosen: dict[str, Any]


@router.get("")
def newest(request: Request, caller: Staff) -> Response:
    """The newest map."""
    return page(request, caller)


@router.get("/{number}")
def one(request: Request, caller: Staff, number: AnalysisId) -> Response:
    """A map by its number."""
    return page(request, caller, read.analysis(caller.session, number))


def page(request: Request, caller: Caller, drawn: read.Analysis | None = None, tried: Tried | None = None) -> Response:
    """A map, else the newest, with the others beside it and what was refused at its head."""
    known, kinds = read.analyses(caller.session), words.load_kinds(caller.session)
    drawn = drawn or next(iter(known), None)
    context = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "drawn": drawn, "known": [(a, words.title(a.question, kinds, caller.lang)) for a in known],
        "verdicts": [(v, words.VERDICTS[v].render(caller.lang)) for v in VERDICTS],
        "refused": tried.refused.message.render(caller.lang) if tried else None,
        "may_ask": caller.scope.everything, **work(caller, known),
        **(choices(caller, kinds, tried.chosen if tried else {}) if caller.scope.everything else {}),
        **(contents(caller, drawn, kinds) if drawn else {}),
    }  # fmt: skip
    return render(request, "hotspots/page.html", context, status=number_of(tried.refused) if tried else 200)


def work(caller: Caller, known: Sequence[read.Analysis]) -> dict[str, Any]:
    """The map that is being drawn, or that failed since the last one was drawn."""
    jobs = [job for job in jobs_of(caller.session, caller.scope) if job.kind == ANALYSE]
    now = next((job for job in jobs if job.state not in ENDED), None)
    last = jobs[0] if jobs else None
    failed = last and last.state in {"failed", "interrupted"} and not (known and known[0].made_at > last.created_at)
    return {"now": shown(caller, now) if now else None, "failed": shown(caller, last) if last and failed else None}


def contents(caller: Caller, drawn: read.Analysis, kinds: words.Kinds) -> dict[str, Any]:
    """Map, table and funnel of an analysis, as far as the caller's scope reaches."""
    units = read.units(caller.session, caller.scope, drawn.id)
    shape, grids = read.grids(caller.session, caller.scope, drawn)
    circle = drawn.figures["circle"] if caller.scope.everything else None
    where = grid_names(caller.session, drawn.question.edition_id)
    return {
        "where": where, "title": words.title(drawn.question, kinds, caller.lang),
        "effort": words.EXPOSURES[drawn.question.exposure].render(caller.lang),
        "of_reports": drawn.question.exposure == "reports",
        "picture": drawing(caller, drawn, units, circle) if units else None, "circle": circle,
        "hotspots": [line(p, drawn, caller, where) for p in read.places(caller.session, caller.scope, drawn.id)],
        "counted": {v: sum(u.verdict == v for u in units) for v in VERDICTS},
        "incidents": sum(u.incidents for u in units), "spent": sum(u.exposure for u in units),
        "residents": sum(u.residents for u in units),
        "unlooked": sum(u.incidents for u in units if u.exposure <= 0),
        "plot": funnel_plot(shape, grids) if shape else None, "rate": shape.rate if shape else None,
        "grids": [(g, g.found / g.effort if g.effort > 0 else None, side_of(g)) for g in grids],
    }  # fmt: skip


def drawing(caller: Caller, drawn: read.Analysis, units: Sequence[read.Unit], circle: dict[str, Any] | None) -> Picture:
    """The map of an analysis, made once for all who see the same grids."""

    def make() -> Picture:
        shapes = [unit.shape for unit in units]
        return picture(over_shapes(caller.session, drawn.question.edition_id, shapes, MARGIN), units, circle)

    seen = caller.scope.everything or frozenset(caller.scope.grid_ids)
    return _pictures.get(caller.session, (drawn.id, drawn.made_at, seen), make)


def line(place: read.Place, drawn: read.Analysis, caller: Caller, where: Callable[[str], str]) -> dict[str, Any]:
    """A hotspot as the table shows it."""
    figures, floor = Figures(caller.lang, caller.state.settings.zone), 1 / drawn.figures["maps"]
    chance = figures.number(place.p, 3 if place.p >= 0.01 else 4)
    return {
        "p": place, "where": [where(code) for code in place.codes],
        "verdict": words.VERDICTS[place.verdict].render(caller.lang),
        "ratio": place.observed / place.expected if place.expected > 0 else None,
        # No p can be lower than one map of those dealt.
        "chance": f"≤ {chance}" if place.p <= floor * 1.001 else chance,
        "recurrence": words.RECURRENCES[place.recurrence].render(caller.lang) if place.recurrence else None,
    }  # fmt: skip


def choices(caller: Caller, kinds: words.Kinds, chosen: dict[str, Any]) -> dict[str, Any]:
    """What the form offers, and what it stands on."""
    lang, zone = caller.lang, caller.state.settings.zone
    edition = in_force(caller.session)
    if edition is None:
        return {"offered": None}
    last = first_period(caller.session, caller.scope, edition.id, datetime.now(UTC), zone)
    periods = [containing(last.start, kind).moved(-back) for kind, count in OFFERED for back in range(count)]
    types = [(f"group:{g.key}", g.name if lang == "zh" else g.name_en) for g in kinds.groups.values()]
    types += [(f"code:{c.code}", f"{c.code} {c.words(lang)}") for c in kinds.catalogue.offered()]
    return {
        "offered": {
            "type": types, "period": [(p.key, label(p).render(lang)) for p in periods],
            "exposure": [(e, words.EXPOSURES[e].render(lang)) for e in EXPOSURES],
            "found_by": [(w, words.FOUND_BY[w].render(lang)) for w in FOUND_BY],
            "across_m": [(m, f"{m} m") for m in WIDTHS_M],
        },
        "chosen": {"exposure": "patrols", "found_by": "looking", "unit": "hexagon", "across_m": 90} | chosen,
    }  # fmt: skip


@router.post("")
def ask(
    request: Request,
    caller: OfficeForm,
    period: Word = "",
    type: Word = "",  # noqa: A002 (the field's name in the address of matters, too)
    exposure: Word = EXPOSURES[0],
    found_by: Word = FOUND_BY[0],
    unit: Word = UNITS[0],
    across_m: Annotated[float, Form(allow_inf_nan=False)] = 90.0,
) -> Response:
    """Ask the worker for a map, and lead back to where its progress stands."""
    kind, _, word = type.partition(":")
    chosen = {"period": period, "type": type, "exposure": exposure, "found_by": found_by, "unit": unit,
              "across_m": across_m}  # fmt: skip
    try:
        asked = Question(
            edition_at(caller, period), period, unit=unit, exposure=exposure, found_by=found_by, across_m=across_m,
            code=word if kind == "code" else "", group=word if kind == "group" else "",
        )  # fmt: skip
        let_analyse(caller.session, caller.scope, asked)
    except DomainError as refused:
        return page(request, caller, tried=Tried(refused, chosen))
    return RedirectResponse("/hotspots", 303)


def edition_at(caller: Caller, period: str) -> int:
    """The edition in force on the last day of a period, else the one of today. Raises Invalid or NotFound."""
    day = parse(period).stop - timedelta(days=1)
    found = in_force(caller.session, day) or in_force(caller.session)
    if found is None:
        raise NotFound("measures.no_edition")
    return found.id
