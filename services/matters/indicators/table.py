"""Tables of indicators: by zone of a level, by department, or by period, each with what it all adds up to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.geography.outlines import outlines
from services.matters.departments import departments
from services.matters.indicators.formulas import AROUND, INDICATORS, Counts, Figure
from services.matters.sources import SOURCES
from services.measures.period import Period, edges, series
from services.measures.period_label import label
from services.measures.zones import Level, zones_of
from services.messages import Lang, message

By = Literal["grid", "area", "community", "department", "period"]
OUTSIDE = message("Outside all grids")
NOBODY = message("Given to no department")
ALL = message("All together")


@dataclass(frozen=True, slots=True)
class Row:
    """One line, named in the reader's language; `code` is empty where it is no zone and no department."""

    code: str
    name: str
    counts: Counts

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every indicator of the line, in the order of INDICATORS."""
        return tuple(i.share.of(self.counts) for i in INDICATORS)

    @property
    def around(self) -> int:
        """How many were reported in the surroundings: outside all grids, nearest to it, and near enough."""
        return self.counts.get(AROUND, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """Lines that add up to `total` by every count: what lies outside all grids is a line of its own."""

    by: By
    period: Period
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of counts.sql: how many matters of a grid (None: outside all) and department met a condition."""

    bucket: int
    grid_id: int | None
    department: str | None
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table shows: a period under an edition as of now, for the caller's scope, said in a language.

    `around_m`: how far outside all grids a matter still counts as the nearest grid's surroundings, in metres.
    """

    scope: Scope
    edition_id: int
    by: By
    period: Period
    zone: ZoneInfo
    now: datetime
    lang: Lang
    around_m: int


def table(session: Session, asked: Asked) -> Table:
    """The indicators within the caller's scope; by period the one asked for is the twelfth of a series."""
    by, period, lang = asked.by, asked.period, asked.lang
    periods = series(period) if by == "period" else (period,)
    counted = _count(session, asked, edges(periods, asked.zone))
    if by == "period":
        rows = [
            Row("", label(p).render(lang), _sum([c for c in counted if c.bucket == i]))
            for i, p in enumerate(periods, 1)
        ]
    elif by == "department":
        rows = _by_department(session, counted, lang)
    else:
        rows = _by_zone(session, asked, by, counted)
    return Table(by, period, tuple(rows), Row("", ALL.render(lang), _sum(counted)))


def _count(session: Session, asked: Asked, rims: Sequence[datetime]) -> list[Counted]:
    params = {
        "edition": asked.edition_id, "edges": list(rims), "start": rims[0], "stop": rims[-1],
        "now": asked.now, "around_m": asked.around_m, "sources": list(SOURCES),
        "everything": asked.scope.everything, "grids": list(asked.scope.grid_ids),
    }  # fmt: skip
    return [Counted(*row) for row in session.execute(sql(__file__, "counts.sql"), params)]


def _sum(counted: Sequence[Counted]) -> Counts:
    summed: dict[str, int] = defaultdict(int)
    for c in counted:
        summed[c.name] += c.n
    return dict(summed)


def _by_period(periods: Sequence[Period], counted: Sequence[Counted], lang: Lang) -> list[Row]:
    return [
        Row("", label(period).render(lang), _sum([c for c in counted if c.bucket == bucket]))
        for bucket, period in enumerate(periods, 1)
    ]


def _by_department(session: Session, counted: Sequence[Counted], lang: Lang) -> list[Row]:
    of_department: dict[str | None, list[Counted]] = defaultdict(list)
    for c in counted:
        of_department[c.department].append(c)
    known = [(d.code, d.name if lang == "zh" else d.name_en) for d in departments(session)]
    rows = [Row(code, name, _sum(of_department[code])) for code, name in known if code in of_department]
    return [*rows, Row("", NOBODY.render(lang), _sum(of_department[None]))]


def _by_zone(session: Session, asked: Asked, level: Level, counted: Sequence[Counted]) -> list[Row]:
    zones = zones_of(outlines(session, asked.edition_id), level, asked.scope)
    zone_of = dict(zip(zones.grid_ids, zones.zone_of.tolist(), strict=True))
    of_zone: dict[int, list[Counted]] = defaultdict(list)
    for c in counted:
        of_zone[-1 if c.grid_id is None else zone_of.get(c.grid_id, -1)].append(c)
    rows = [Row(z.code, z.name, _sum(of_zone[i])) for i, z in enumerate(zones.seen)]
    return [*rows, Row("", OUTSIDE.render(asked.lang), _sum(of_zone[-1]))]
