"""Marks that people give: what is still to be marked in a cycle, and the form of one object, saved whole or not."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import StringConstraints

from services.assessment import cycles
from services.assessment.marking import Place, given_to, marked_in, places_of, refusals, sections_of
from services.assessment.marks import NewMark, give_all, take_back
from services.assessment.standings import rubric_in
from services.assessment.tables import AssessmentCycle
from services.errors import DomainError, Invalid, NotFound
from services.measures.period import parse
from services.measures.period_label import label
from web import words
from web.access import Caller, Office, OfficeForm
from web.names import ZoneCode
from web.numbers import LARGEST
from web.pages.assessment.show import KeyPath, Kind, frame
from web.problems import number_of
from web.render import render

router = APIRouter(prefix="/assessment")
Written = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Column = Annotated[list[Written], Form(max_length=500)]
STANDINGS = ("scored", "not_applicable", "refused")


@dataclass(frozen=True, slots=True)
class Tried:
    """What was typed, by the name of the mark, and the sentence of what was refused."""

    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    back: tuple[int, str, str] = (0, "", "")
    status: int = 200


@router.get("/{cycle}/marks")
def page(request: Request, caller: Office, cycle: KeyPath, kind: Kind = "grid") -> Response:
    """What is still to be marked; a cycle that is combined from shorter ones leads to these."""
    of = cycles.cycle(caller.session, cycle)
    rubric = rubric_in(caller.session, of)
    within = marked_in(caller.session, rubric, of)
    here = within == [of]
    every = [assessed.kind for assessed in rubric.objects]
    kinds = [known for known in words.LEVELS if known in every]
    context = frame(caller) | {
        "cycle": of, "period": label(parse(of.key)), "rubric": rubric, "kind": kind, "kinds": kinds, "here": here,
        "within": [(one, label(parse(one.key))) for one in within], "sections": sections_of(rubric),
        "places": places_of(caller.session, caller.scope, of, rubric, kind) if here else [],
    }  # fmt: skip
    return render(request, "assessment/marks.html", context)


@router.post("/{cycle}/marks/back")
def back(
    request: Request, caller: OfficeForm, cycle: KeyPath, kind: Annotated[Kind, Form()],
    code: Annotated[Written, Form()], mark: Annotated[int, Form(ge=1, le=LARGEST)],
    why: Annotated[Written, Form()] = "",
) -> Response:  # fmt: skip
    """Take a mark back with a reason, and lead to the form of its object."""
    of = cycles.cycle(caller.session, cycle)
    place = _place(caller, of, kind, code)
    try:
        take_back(caller.session, caller.scope, mark, why)
    except DomainError as refused:
        told = (mark, why, refused.message.render(caller.lang))
        return _form(request, caller, of, place, Tried(back=told, status=number_of(refused)))
    return RedirectResponse(_address(of, place), 303)


@router.get("/{cycle}/marks/{kind}/{code:path}")
def one(request: Request, caller: Office, cycle: KeyPath, kind: Kind, code: ZoneCode) -> Response:
    """The form of an object, with what stands."""
    of = cycles.cycle(caller.session, cycle)
    return _form(request, caller, of, _place(caller, of, kind, code), Tried())


def rows(name: Column, standing: Column, points: Column, level: Column, reason: Column) -> dict[str, dict[str, str]]:
    """The rows of a form by the name of the mark. Raises Invalid where a row is not whole."""
    if not len(name) == len(standing) == len(points) == len(level) == len(reason):
        raise Invalid("assessment.mark_form")
    return {
        row[0]: dict(zip(("standing", "points", "level", "reason"), row[1:], strict=True))
        for row in zip(name, standing, points, level, reason, strict=True)
    }


Rows = Annotated[dict[str, dict[str, str]], Depends(rows)]


@router.post("/{cycle}/marks/{kind}/{code:path}")
def save(request: Request, caller: OfficeForm, cycle: KeyPath, kind: Kind, code: ZoneCode, typed: Rows) -> Response:
    """Hand the form in whole; where something is refused nothing is written, and all that was typed stands there."""
    of = cycles.cycle(caller.session, cycle)
    place, rubric = _place(caller, of, kind, code), rubric_in(caller.session, of)
    new, wrong = _read(typed)
    wrong |= refusals(rubric, new)
    if wrong:
        said = {key: refused.message.render(caller.lang) for key, refused in wrong.items()}
        return _form(request, caller, of, place, Tried(typed, said, status=422))
    give_all(caller.session, caller.scope, of, rubric, [(place.target, one) for one in new])
    return RedirectResponse(_address(of, place), 303)


def _read(typed: dict[str, dict[str, str]]) -> tuple[list[NewMark], dict[str, DomainError]]:
    """The rows in which anything was said as marks, and those whose points are no number."""
    new: list[NewMark] = []
    wrong: dict[str, DomainError] = {}
    for name, row in typed.items():
        standing = row["standing"] if row["standing"] in STANDINGS else "scored"
        scored, said = standing == "scored", row["points"].strip()
        if not (said or row["level"] or row["reason"].strip() or not scored):
            continue
        try:
            points = _points(said) if scored and said else None
        except Invalid as refused:
            wrong[name] = refused
        else:
            new.append(NewMark(name, row["reason"], points, row["level"] if scored else "", standing))
    return new, wrong


def _points(said: str) -> Decimal:
    try:
        points = Decimal(said)
    except InvalidOperation:
        raise Invalid("assessment.points", points=said) from None
    if not points.is_finite():
        raise Invalid("assessment.points", points=said)
    return points


def _place(caller: Caller, of: AssessmentCycle, kind: str, code: str) -> Place:
    """The object; NotFound where the cycle has none of that code, or is combined from shorter ones."""
    rubric = rubric_in(caller.session, of)
    if marked_in(caller.session, rubric, of) == [of]:
        for place in places_of(caller.session, caller.scope, of, rubric, kind):
            if place.code == code:
                return place
    raise NotFound("assessment.object", kind=words.LEVELS[kind], code=code)


def _address(of: AssessmentCycle, place: Place) -> str:
    return f"/assessment/{of.key}/marks/{place.target.kind}/{quote(place.code)}"


def _form(request: Request, caller: Caller, of: AssessmentCycle, place: Place, tried: Tried) -> Response:
    rubric = rubric_in(caller.session, of)
    context: dict[str, Any] = frame(caller) | {
        "cycle": of, "period": label(parse(of.key)), "rubric": rubric, "place": place, "kind": place.target.kind,
        "sections": sections_of(rubric), "given": given_to(caller.session, of, place.target), "tried": tried,
        "here": _address(of, place),
    }  # fmt: skip
    return render(request, "assessment/mark.html", context, status=tried.status)
