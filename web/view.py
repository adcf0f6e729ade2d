"""What a page or an answer is to show: measure, level, edition and period, with what nobody named filled in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from services.errors import NotFound
from services.geography.editions import in_force, in_force_ever
from services.geography.tables import Edition
from services.measures import registry
from services.measures.first import first_measure, first_period
from services.measures.kept import kept_reading
from services.measures.measure import Measure
from services.measures.period import Period, parse
from services.measures.reading import Question, Reading
from web.access import Caller

LevelGiven = Literal["grid", "area", "community"]


@dataclass(frozen=True)
class View:
    """What is shown."""

    measure: Measure
    level: LevelGiven
    edition: Edition
    period: Period
    until: Period | None


def edition_of(caller: Caller, edition_id: int | None) -> Edition | None:
    """The edition asked for, else the one in force today, else the next to come; None where there is none at all.

    Raises NotFound for a number that no edition in force has or had.
    """
    if edition_id is None:
        today = datetime.now(caller.state.settings.zone).date()
        return in_force(caller.session, today) or next(iter(in_force_ever(caller.session)), None)
    found = next((e for e in in_force_ever(caller.session) if e.id == edition_id), None)
    if found is None:
        raise NotFound("locating.edition", edition=edition_id)
    return found


def view_of(
    caller: Caller,
    *,
    measure: str | None,
    level: LevelGiven,
    edition: int | None,
    period: str | None,
    until: str | None = None,
) -> View:
    """The view asked for; a first look shows what can be reckoned, in the last month worth a look.

    Raises NotFound or Invalid.
    """
    chosen = registry.measure(measure) if measure else None
    shown = parse(period) if period else None
    under = edition_of(caller, edition)
    if under is None:
        raise NotFound("measures.no_edition")
    if chosen is None:
        chosen = first_measure(caller.session, caller.scope, under.id)
    if shown is None:
        now, zone = datetime.now(UTC), caller.state.settings.zone
        shown = first_period(caller.session, caller.scope, under.id, now, zone)
    return View(chosen, level, under, shown, parse(until) if until else None)


def read_view(caller: Caller, view: View) -> Reading:
    """The figures of a view, within the caller's scope."""
    zone = caller.state.settings.zone
    asked = Question(view.measure, view.level, view.edition.id, view.period, zone, datetime.now(UTC), view.until)
    return kept_reading(caller.session, caller.scope, asked)
