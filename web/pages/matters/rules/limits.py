"""How long each stage may take, and the departments that matters are dispatched to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.errors import DomainError
from services.matters.deadlines.limits import Limit, Terms, load_terms, set_limit
from services.matters.deadlines.tables import LIMITED
from services.matters.departments import departments, set_department
from services.messages import Lang
from services.working_time.clocks import CLOCKS, Clock
from web import words
from web.access import Caller, OfficeForm, Staff
from web.figures import Figures
from web.pages.matters.rules import frame, status
from web.render import render

router = APIRouter(prefix="/matters/rules")
Text = Annotated[str, Form(max_length=60, pattern=r"^[^\x00-\x1f]*$")]
Code = Annotated[str, Form(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_-]+$")]
Amount = Annotated[Decimal | None, Form(max_digits=8, decimal_places=2)]
FromDay = Annotated[date | None, Form(alias="from", ge=date(1990, 1, 1), le=date(2200, 1, 1))]


@router.get("")
def limits(request: Request, caller: Staff) -> Response:
    """The limits that hold or will hold, and the departments."""
    return page(request, caller)


def page(request: Request, caller: Caller, refused: DomainError | None = None) -> Response:
    """The page, and what was refused at its head."""
    zone, lang = caller.state.settings.zone, caller.lang
    terms, today = load_terms(caller.session, zone), datetime.now(zone).date()
    context = frame(caller, "limits", refused) | {
        "limits": [shown(limit, terms, lang, today) for limit in holding(terms, today)], "today": today,
        "f": Figures(lang, zone),
        "stages": [(stage, words.LIMITED[stage].render(lang)) for stage in LIMITED],
        "clocks": [(clock, words.CLOCKS[clock].render(lang)) for clock in CLOCKS],
        "subjects": subjects(terms, lang), "departments": departments(caller.session),
    }  # fmt: skip
    return render(request, "matters/rules/limits.html", context, status=status(refused))


def holding(terms: Terms, today: date) -> list[Limit]:
    """Of each subject's limits the one that holds today and those that will, in the order of the stages."""
    found: dict[tuple[object, ...], Limit] = {}
    # What was set last stands first, and of one day only that holds.
    for limit in terms.limits:
        key = (limit.stage, limit.class_code, limit.code, limit.urgent)
        ahead = limit.valid_from if limit.valid_from > today else None
        other = found.get((*key, ahead))
        if other is None or limit.valid_from > other.valid_from:
            found[(*key, ahead)] = limit
    return sorted(
        found.values(),
        key=lambda m: (LIMITED.index(m.stage), m.code or "", m.class_code or "", m.urgent, m.valid_from),
    )


def shown(limit: Limit, terms: Terms, lang: Lang, today: date) -> dict[str, Any]:
    """A limit as the table shows it."""
    return {
        "stage": words.LIMITED[limit.stage].render(lang), "subject": subject(limit, terms, lang),
        "urgent": limit.urgent, "amount": limit.amount, "clock": words.CLOCKS[limit.clock].render(lang),
        "since": limit.valid_from, "ahead": limit.valid_from > today,
    }  # fmt: skip


def subject(limit: Limit, terms: Terms, lang: Lang) -> str | None:
    """What a limit is for; None for all."""
    if limit.code:
        return f"{limit.code} {terms.catalogue.name(limit.code, lang)}"
    return dict(classes(terms, lang)).get(limit.class_code, limit.class_code) if limit.class_code else None


def classes(terms: Terms, lang: Lang) -> list[tuple[str, str]]:
    """The classes of the list, each with its name."""
    named = {c.class_code: c.class_name if lang == "zh" else c.class_name_en for c in terms.catalogue.offered()}
    return [(code, f"{code} {name}") for code, name in sorted(named.items())]


def subjects(terms: Terms, lang: Lang) -> list[tuple[str, str]]:
    """What a limit may be for, as a form names it: a class, then a code."""
    codes = [(f"code:{c.code}", f"{c.code} {c.words(lang)}") for c in terms.catalogue.offered()]
    return [*((f"class:{code}", name) for code, name in classes(terms, lang)), *codes]


@router.post("/limits")
def put_limit(
    request: Request, caller: OfficeForm, stage: Text, clock: Annotated[Clock, Form()], subject: Text = "",
    amount: Amount = None, since: FromDay = None, urgent: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Set a limit from a day on, today where none is said, and lead back."""
    kind, _, code = subject.partition(":")
    day = since or datetime.now(UTC).astimezone(caller.state.settings.zone).date()
    limit = Limit(
        stage, clock, amount, day, code if kind == "code" else None, code if kind == "class" else None, urgent
    )
    try:
        set_limit(caller.session, caller.scope, limit)
    except DomainError as refused:
        return page(request, caller, refused)
    return RedirectResponse("/matters/rules", 303)


@router.post("/departments")
def put_department(
    caller: OfficeForm, code: Code, name: Annotated[Text, Form(min_length=1)], name_en: Text = "",
    active: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Add a department or change it, and lead back."""
    set_department(caller.session, caller.scope, code, name, name_en or name, active=active)
    return RedirectResponse("/matters/rules#departments", 303)
