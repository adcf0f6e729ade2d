"""The register as the denominator: two editions against each other, and how many addresses no list holds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import isinf
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi import Form as Field
from pydantic import BaseModel

from services.errors import DomainError, NotFound
from services.export.sheet import Cell, Form, Sheet
from services.geography.editions import in_force
from services.geography.outlines import Outline, outlines
from services.messages import Lang, Message, message
from services.register.changes import ChangedAddress, changed_addresses, changes
from services.register.editions import editions
from services.register.two_lists import TwoLists, against_list, of_changes
from services.register.words import STATES, WHAT
from web.access import Caller, OfficeForm, Staff
from web.download import download
from web.figures import Figures
from web.numbers import LARGEST
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/coverage/register")
PAGE, MOST_LINES, SHOWN = 100, 800_000, 200
Number = Annotated[int, Field(ge=0, le=LARGEST)]
HEADS = (message("Change"), message("Number"), message("Address"), message("Grid code"), message("Grid"),
         message("State before"), message("State after"))  # fmt: skip


class RegisterQuery(BaseModel):
    """Which two editions, by their numbers; without them the last two. Which changes, and on which page."""

    earlier: Annotated[int, Query(ge=0, le=LARGEST)] = 0
    later: Annotated[int, Query(ge=0, le=LARGEST)] = 0
    what: Literal["", "added", "gone", "turned"] = ""
    page: Annotated[int, Query(ge=1, le=100_000)] = 1


@router.get("")
def first(request: Request, caller: Staff, query: Annotated[RegisterQuery, Query()]) -> Response:
    """Two editions: figures by grid, the addresses that changed, and the estimate of what neither has."""
    return page(request, caller, query)


def page(
    request: Request, caller: Caller, query: RegisterQuery, refused: DomainError | None = None,
    listed: TwoLists | None = None, tried: str = "", counted_by: int = 0,
) -> Response:  # fmt: skip
    """The page, with another list's outcome or what was refused of it."""
    figures = Figures(caller.lang, caller.state.settings.zone)
    known = editions(caller.session)
    asked = pair(query, [one.id for one in known])
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "f": figures, "query": query, "pair": asked,
        "registers": [(one.id, f"{one.id} · {figures.day(one.as_of)} · {one.source}") for one in known],
        "refused": refused.message.render(caller.lang) if refused else None, "listed": listed, "tried": tried,
        "counted_by": counted_by or (known[0].id if known else 0), "shown": SHOWN, "endless": isinf,
        "may_list": caller.scope.everything, "what": {key: said.render(caller.lang) for key, said in WHAT.items()},
        "now": datetime.now(UTC),
    }  # fmt: skip
    if asked is not None:
        context |= _compared(caller, asked, query)
    return render(request, "coverage/register.html", context, status=number_of(refused) if refused else 200)


def pair(query: RegisterQuery, known: Sequence[int]) -> tuple[int, int] | None:
    """The two editions asked for, else the last two; None where there are not two."""
    if query.earlier and query.later:
        return query.earlier, query.later
    return (known[1], known[0]) if len(known) > 1 else None


def _compared(caller: Caller, asked: tuple[int, int], query: RegisterQuery) -> dict[str, Any]:
    grids, under = _grids(caller)
    rows = changes(caller.session, caller.scope, *asked, under)
    found = [one for one in changed_addresses(caller.session, caller.scope, *asked, under)
             if query.what in ("", one.what)]  # fmt: skip
    return {
        "rows": rows, "two": of_changes(rows), "grids": grids, "states": _said(STATES, caller.lang), "changed": found,
        "counted": {key: sum(getattr(row, key) for row in rows) for key in ("kept", "added", "gone", "turned")},
        "first": (query.page - 1) * PAGE, "rows_shown": found[(query.page - 1) * PAGE : query.page * PAGE],
        "pages": max(1, -(-len(found) // PAGE)),
        "touched": [row for row in rows if row.added or row.gone or row.turned],
    }  # fmt: skip


def _said(words: Mapping[str, Message], lang: Lang) -> dict[str, str]:
    return {key: said.render(lang) for key, said in words.items()}


def _grids(caller: Caller) -> tuple[dict[int, Outline], int]:
    edition = in_force(caller.session)
    if edition is None:
        raise NotFound("measures.no_edition")
    return {one.zone_id: one for one in outlines(caller.session, edition.id)}, edition.id


@router.get(".{form}")
def as_file(caller: Staff, form: Form, query: Annotated[RegisterQuery, Query()]) -> Response:
    """Every address that changed, in the caller's scope, as CSV or XLSX."""
    asked = pair(query, [one.id for one in editions(caller.session)])
    if asked is None:
        raise NotFound("register.two")
    grids, under = _grids(caller)
    found = [one for one in changed_addresses(caller.session, caller.scope, *asked, under)
             if query.what in ("", one.what)]  # fmt: skip
    title = message("Changes of the register").render(caller.lang)
    heads = tuple(head.render(caller.lang) for head in HEADS)
    sheet = Sheet(title, heads, _cells(found, grids, caller.lang), caller.state.settings.zone)
    return download(sheet, form, f"register_{asked[0]}_{asked[1]}")


def _cells(found: Sequence[ChangedAddress], grids: Mapping[int, Outline], lang: Lang) -> Iterator[tuple[Cell, ...]]:
    what, states = _said(WHAT, lang), _said(STATES, lang)
    for one in found:
        grid = grids.get(one.grid_id or 0)
        yield (what[one.what], one.ref, one.address, grid.code if grid else None, grid.name if grid else None,
               states.get(one.before or ""), states.get(one.after or ""))  # fmt: skip


@router.post("")
def against(
    request: Request, caller: OfficeForm, counted_by: Number = 0,
    lines: Annotated[str, Field(max_length=MOST_LINES)] = "",
    form_of_file: Annotated[Literal["", "csv", "xlsx"], Field()] = "",
) -> Response:  # fmt: skip
    """Another list, a number or an address a line, against an edition; or what the edition lacks, as a file."""
    try:
        found = against_list(caller.session, caller.scope, counted_by, lines.splitlines())
    except DomainError as refused:
        return page(request, caller, RegisterQuery(), refused, tried=lines, counted_by=counted_by)
    if not form_of_file:
        return page(request, caller, RegisterQuery(), listed=found, tried=lines, counted_by=counted_by)
    title = message("On the other list alone").render(caller.lang)
    sheet = Sheet(title, (title,), ((line,) for line in found.unmatched), caller.state.settings.zone)
    return download(sheet, form_of_file, f"not_in_register_{counted_by}")
