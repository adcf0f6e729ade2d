"""Matters as pages show them: names for codes and stages, and how a deadline stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from services.matters.codes.catalogue import Catalogue
from services.matters.life.moves import STAGE_WORDS
from services.matters.list import Listed
from services.matters.tables import Department
from services.messages import Lang, Message, message
from web import words
from web.figures import Figures


def row(
    listed: Listed,
    catalogue: Catalogue,
    departments: dict[str, str],
    figures: Figures,
    now: datetime,
    where: Callable[[str], str],
) -> dict[str, Any]:
    """A matter as a line of a list; `where` calls a grid by its code."""
    lang, left = figures.lang, away(listed.next_due_at, now)
    return {
        "ref": listed.ref, "code": listed.code, "name": catalogue.name(listed.code, lang),
        "stage": STAGE_WORDS[listed.stage].render(lang), "closed": listed.stage in ("closed", "voided"),
        "urgent": listed.urgent, "supervised": listed.supervised, "overdue": listed.overdue,
        "deferred_until": figures.moment(listed.deferred_until) if deferred(listed, now) else None,
        "department": departments.get(listed.department or "", listed.department),
        "source": words.source(listed.source, lang), "opened": figures.moment(listed.opened_at),
        "due": figures.moment(listed.next_due_at), "closed_at": figures.moment(listed.closed_at),
        "away": left.render(lang) if left else None,
        "grid": where(listed.grid_code) if listed.grid_code else None, "grid_code": listed.grid_code,
        "surroundings": listed.surroundings, "doubtful": listed.doubtful, "address": listed.address,
    }  # fmt: skip


def deferred(listed: Listed, now: datetime) -> bool:
    """Whether its clock stands still."""
    return listed.deferred_until is not None and listed.deferred_until > now


def away(due: datetime | None, now: datetime) -> Message | None:
    """How long until a deadline, or since it."""
    if due is None:
        return None
    if due >= now:
        return message("%(time)s left", time=length(due - now))
    return message("%(time)s over", time=length(now - due))


def length(time: timedelta) -> Message:
    """A stretch of time in its largest unit."""
    minutes = int(time.total_seconds() // 60)
    if minutes >= 2 * 1440:
        return message("%(n)d days", n=minutes // 1440)
    if minutes >= 60:
        return message("%(n)d hours", n=minutes // 60)
    return message("%(n)d minutes", n=minutes)


def names(departments: list[Department], lang: Lang) -> dict[str, str]:
    """Departments by code."""
    return {d.code: d.name if lang == "zh" else d.name_en for d in departments}
