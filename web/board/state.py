"""What the map page shows, with nothing left open, and the addresses that lead from it to something else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from services.errors import Invalid
from services.measures import registry
from services.measures.kept import kept_reading
from services.measures.measure import Measure
from services.measures.period import Kind, Period, containing, parse
from services.measures.ranking import Filter
from services.measures.reading import Question, Reading
from web.access import Caller
from web.board.query import MapQuery
from web.view import View, read_view, view_of

# What a change makes meaningless, as the front end's state/address.js has it.
OF_THE_FIGURES = ("class", "state", "page", "zone")
OF_THE_ROWS = ("page",)
DROPS = {
    **dict.fromkeys(("measure", "level", "edition"), OF_THE_FIGURES),
    **dict.fromkeys(("sort", "q", "class", "state"), OF_THE_ROWS),
}
# One order, so that one state has one address.
KEYS = ("measure", "level", "edition", "period", "until", "sort", "page", "q", "class", "state", "zone", "compare",
        "points", "view")  # fmt: skip
DEFAULTS = {"sort": "rank", "points": "none"}


@dataclass(frozen=True)
class MapState:
    """A view, what it is compared with, and what of its table is shown."""

    query: MapQuery
    view: View
    other: tuple[Measure, Period] | None

    @property
    def filter(self) -> Filter:
        """What of the rows is kept."""
        return Filter(self.query.q, self.query.class_range, self.query.state)

    def params(self) -> dict[str, str]:
        """The state as the query of an address, the shortest that says it all."""
        query, view = self.query, self.view
        until = view.until.key if view.until and view.until != view.period else ""
        said = {
            "measure": view.measure.key, "level": view.level, "edition": view.edition.id, "period": view.period.key,
            "until": until, "sort": query.sort, "page": query.page, "q": query.q, "class": query.classes,
            "state": query.state, "zone": query.zone,
            "compare": f"{self.other[0].key}@{self.other[1].key}" if self.other else "",
            "points": query.points, "view": query.view,
        }  # fmt: skip
        return {k: str(v) for k, v in said.items() if v not in ("", None, DEFAULTS.get(k))}

    def address(self, path: str = "/", **changes: object) -> str:
        """The address of this state after a change; what the change makes meaningless is dropped. None drops a key."""
        wanted = {k.rstrip("_"): v for k, v in changes.items()}
        dropped = {lost for key in wanted for lost in DROPS.get(key, ())}
        kept = {k: v for k, v in self.params().items() if k not in dropped and k not in wanted}
        kept |= {k: str(v) for k, v in wanted.items() if v not in ("", None, DEFAULTS.get(k))}
        in_order = sorted(kept.items(), key=lambda said: KEYS.index(said[0]))
        return f"{path}?{urlencode(in_order, safe='/@')}"


def state_of(caller: Caller, query: MapQuery) -> MapState:
    """The state that a query asks for. Raises NotFound or Invalid."""
    view = view_of(
        caller, measure=query.measure, level=query.level, edition=query.edition,
        period=_period_key(query), until=query.until,
    )  # fmt: skip
    if query.kind and view.period.kind != query.kind:
        view = View(view.measure, view.level, view.edition, of_kind(view.period, query.kind), None)
    return MapState(query, view, _other(query.compare))


def _period_key(query: MapQuery) -> str:
    """The period as it is named, or as a form's two days give it. Raises Invalid where one of them is missing."""
    if query.kind not in (None, "days") or not (query.start or query.stop):
        return query.period
    if query.start is None or query.stop is None:
        raise Invalid("measures.period_open")
    return Period(query.start, query.stop, "days").key


def of_kind(period: Period, kind: Kind) -> Period:
    """The period of another kind that the last day of a period lies in; for days, the same days."""
    if kind == "days":
        return Period(period.start, period.stop, "days")
    return containing(period.stop - timedelta(days=1), kind)


def _other(compare: str) -> tuple[Measure, Period] | None:
    if not compare:
        return None
    key, period = compare.split("@", 1)
    return registry.measure(key), parse(period)


def read_state(caller: Caller, state: MapState) -> tuple[Reading, Reading | None]:
    """The figures shown, and those compared with, in the same classes where it is the same measure."""
    found = read_view(caller, state.view)
    if state.other is None:
        return found, None
    measure, period = state.other
    zone = caller.state.settings.zone
    asked = Question(measure, state.view.level, state.view.edition.id, period, zone, datetime.now(UTC))
    other = kept_reading(caller.session, caller.scope, asked)
    return found, other.in_classes_of(found) if measure == state.view.measure else other
