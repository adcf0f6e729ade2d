"""Which cycle, level and edition a page of coverage is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import BaseModel, Field

from services.coverage.addresses import Covered, Place
from services.coverage.bands import bands
from services.coverage.cycles import cycle, cycles
from services.coverage.levels import last_day
from services.coverage.tables import CoverageCycle
from services.errors import NotFound
from services.geography.editions import in_force
from services.geography.tables import Edition
from services.measures.period import parse
from services.measures.period_label import label
from services.measures.zones import Level
from services.register.editions import edition as register_edition
from services.register.tables import RegisterEdition
from web.access import Caller
from web.board.query import Key
from web.figures import Figures
from web.pages.coverage.picture import age_style
from web.pages.coverage.words import band_words


class CoverageQuery(BaseModel):
    """What an address may ask for."""

    cycle: Key = ""
    level: Level | None = None
    map: Literal["coverage", "age"] = "coverage"
    sent: Annotated[str, Field(max_length=80)] = ""


Asking = Annotated[CoverageQuery, Query()]


@dataclass(frozen=True)
class Shown:
    """The cycle that is shown, under the edition in force at its end or today, and its register."""

    cycle: CoverageCycle
    edition: Edition
    register: RegisterEdition
    now: datetime

    @property
    def place(self) -> Place:
        """As the services take it."""
        return Place(self.cycle, self.edition.id)


def shown(caller: Caller, key: str) -> Shown | None:
    """The cycle asked for, else the longest that runs, else the latest; None before the first. Raises NotFound."""
    now = datetime.now(UTC)
    known = cycles(caller.session)
    found = cycle(caller.session, key) if key else _first(known, now)
    last = min(now, found.stops_at).astimezone(caller.state.settings.zone).date() if found else None
    edition = in_force(caller.session, last) or in_force(caller.session)
    if found is None or edition is None:
        return None
    return Shown(found, edition, register_edition(caller.session, found.register_edition_id), now)


def shown_or_none_such(caller: Caller, key: str) -> Shown:
    """The same for a page of one zone. Raises NotFound before the first cycle, too."""
    found = shown(caller, key)
    if found is None:
        raise NotFound("coverage.no_cycle", cycle=key)
    return found


def _first(known: list[CoverageCycle], now: datetime) -> CoverageCycle | None:
    running = [one for one in known if one.starts_at <= now < one.stops_at]
    return max(running, key=lambda one: one.stops_at - one.starts_at) if running else next(iter(known), None)


def ages(caller: Caller, found: Shown) -> Callable[[Covered], str]:
    """How an address is drawn by the days since its last verified visit."""
    held = bands(caller.session)
    today, zone = last_day(found.cycle, found.now).date(), ZoneInfo(found.cycle.zone)

    def age_of(one: Covered) -> str:
        day = one.last_verified.astimezone(zone).date() if one.last_verified else None
        return age_style(held.of(day, today), len(held.ends))

    return age_of


def frame(caller: Caller, found: Shown | None) -> dict[str, Any]:
    """What every page of coverage says at its head."""
    context: dict[str, Any] = {
        "person": caller.person, "form": caller.form, "f": Figures(caller.lang, caller.state.settings.zone),
        "known": [(one.key, label(parse(one.key)).render(caller.lang)) for one in cycles(caller.session)],
        "shown": found,
    }  # fmt: skip
    if found is not None:
        context |= {
            "cycle": found.cycle, "register": found.register, "edition": found.edition,
            "ages": band_words(bands(caller.session).ends, caller.lang),
            "said": label(parse(found.cycle.key)).render(caller.lang),
            "days": (parse(found.cycle.key).start, parse(found.cycle.key).stop - timedelta(days=1)),
            "to_begin": found.now < found.cycle.starts_at,
        }  # fmt: skip
    return context
