"""The indicators of matters: by zone, department or period, with every numerator and denominator."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from services.export.sheet import Form
from services.geography.editions import in_force
from services.matters.indicators.formulas import DECIMALS, INDICATORS, WORDS
from services.matters.indicators.sheet import sheet_of
from services.matters.indicators.table import Asked, By, Row, Table, table
from services.measures.first import first_period
from services.measures.period import Kind, Period, containing, parse
from services.measures.period_label import label
from services.messages import Lang
from web.access import Caller, Staff
from web.board.query import Key
from web.download import download
from web.figures import Figures
from web.render import render

router = APIRouter(prefix="/matters/indicators")
KINDS: tuple[Kind, ...] = ("month", "quarter", "half", "year")
KEYS = tuple(i.key for i in INDICATORS)


class IndicatorQuery(BaseModel):
    """What an address may ask for: `sort` is the key of an indicator, `-` before it for falling; else as they come."""

    by: By = "community"
    period: Key = ""
    sort: Key = ""


Asking = Annotated[IndicatorQuery, Query()]


@router.get("")
def page(request: Request, caller: Staff, query: Asking) -> Response:
    """The table, and the formulas under it."""
    found = read(caller, query)
    if found is None:
        return render(request, "matters/indicators.html", {"person": caller.person, "form": caller.form, "found": None})
    lang = caller.lang
    context = {
        "person": caller.person, "form": caller.form, "found": found, "by": query.by, "sort": query.sort,
        "f": Figures(lang, caller.state.settings.zone), "decimals": DECIMALS,
        "around_m": caller.state.settings.surroundings_m,
        "period": found.period, "said": label(found.period).render(lang), "address": addresses(query, found.period),
        "kinds": [(kind, containing(found.period.start, kind).key) for kind in KINDS],
        "before": found.period.moved(-1), "after": found.period.moved(1),
        "heads": [head(i, query.sort, lang) for i in range(len(INDICATORS))],
    }  # fmt: skip
    return render(request, "matters/indicators.html", context)


@router.get(".{form}")
def sheet(caller: Staff, form: Form, query: Asking) -> Response:
    """The same table as CSV or XLSX."""
    found = read(caller, query)
    if found is None:
        return Response(status_code=204)
    made = sheet_of(found, caller.lang, caller.state.settings.zone)
    return download(made, form, f"indicators_{query.by}_{found.period.key}")


def read(caller: Caller, query: IndicatorQuery) -> Table | None:
    """The table that is asked for, in its order, under the edition in force at the period's end; None before any."""
    zone, now = caller.state.settings.zone, datetime.now(UTC)
    newest = in_force(caller.session)
    if newest is None:
        return None
    period = parse(query.period) if query.period else first_period(caller.session, caller.scope, newest.id, now, zone)
    edition = in_force(caller.session, period.stop - timedelta(days=1)) or newest
    found = table(
        caller.session,
        Asked(caller.scope, edition.id, query.by, period, zone, now, caller.lang, caller.state.settings.surroundings_m),
    )
    return Table(found.by, found.period, ordered(found.rows, query.sort), found.total)


def ordered(rows: tuple[Row, ...], sort: str) -> tuple[Row, ...]:
    """The lines by an indicator, those to which it does not apply last; else as they come."""
    key = sort.removeprefix("-")
    if key not in KEYS:
        return rows
    i, sign = KEYS.index(key), -1 if sort.startswith("-") else 1

    def rank(row: Row) -> tuple[bool, float]:
        value = row.figures[i].value
        return value is None, sign * float(value or 0)

    return tuple(sorted(rows, key=rank))


def addresses(query: IndicatorQuery, period: Period) -> Callable[..., str]:
    """The page's address with some of its parts changed."""

    def address(path: str = "", **changed: Any) -> str:
        parts = {"by": query.by, "period": period.key, "sort": query.sort} | changed
        return f"/matters/indicators{path}?" + "&".join(f"{k}={v}" for k, v in parts.items() if v)

    return address


def head(place: int, sort: str, lang: Lang) -> dict[str, str]:
    """A column: its title, its formula in words, and how it is sorted now and next."""
    indicator = INDICATORS[place]
    rising = sort == indicator.key
    return {
        "title": indicator.title.render(lang), "key": indicator.key,
        "numerator": WORDS[indicator.share.numerator].render(lang),
        "denominator": WORDS[indicator.share.denominator].render(lang),
        "sort": "ascending" if rising else "descending" if sort == f"-{indicator.key}" else "",
        "next": f"-{indicator.key}" if rising else indicator.key,
    }  # fmt: skip
