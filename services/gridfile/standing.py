"""Where a zone stands in every registered measure: figure, rank among those of its level, change, and the year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.gridfile.window import Window
from services.gridfile.zone import Subject
from services.measures.kept import kept_reading
from services.measures.measure import Measure
from services.measures.period import Period, containing
from services.measures.ranking import rows, trend
from services.measures.reading import Question
from services.measures.registry import MEASURES
from services.measures.zones import Level

MEASURED: dict[str, Level] = {"grid": "grid", "area": "area", "community": "community"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure in one month: figures None where the state has none.

    `rank` of `ranked` zones of the level in the caller's scope; `change` against the month before; `trend` is the
    last twelve months from 0 to 1, None where there is no figure.
    """

    measure: Measure
    state: str
    value: Decimal | None
    rank: int | None
    ranked: int
    change: Decimal | None
    n: int | None
    of: int | None
    trend: tuple[float | None, ...]

    @property
    def turn(self) -> str:
        """Whether the change is better, worse or neither."""
        if not self.change or self.measure.direction == "none":
            return ""
        return "better" if (self.change > 0) == (self.measure.direction == "higher") else "worse"


def month_of(window: Window) -> Period:
    """The last month that is complete when the window ends."""
    return containing(window.day + timedelta(days=1), "month").moved(-1)


def standings(session: Session, scope: Scope, subject: Subject, window: Window, now: datetime) -> list[Standing]:
    """Every measure in the window's last complete month; none for the subdistrict, which nothing is ranked with."""
    level = MEASURED.get(subject.level)
    if level is None:
        return []
    month = month_of(window)
    asked = [Question(m, level, subject.edition.id, month, window.zone, now) for m in MEASURES.values()]
    found = (_standing(session, scope, subject, question) for question in asked)
    return [standing for standing in found if standing is not None]


def _standing(session: Session, scope: Scope, subject: Subject, question: Question) -> Standing | None:
    found = kept_reading(session, scope, question)
    made = rows(found)
    row = next((row for row in made if row.zone.id == subject.zone_id), None)
    if row is None:
        return None
    ranked = sum(r.rank is not None for r in made)
    seen = tuple(trend(found, row.place))
    return Standing(question.measure, row.state, row.value, row.rank, ranked, row.change, row.n, row.of, seen)
