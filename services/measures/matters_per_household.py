"""Matters per hundred households, by grid, for one period under one edition."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access.scope import Scope
from services.database import sql
from services.matters.tables import Matter

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class GridFigure:
    """One grid: what was counted, its figure (None where there are no households) and its rank."""

    zone_id: int
    code: str
    name: str
    community: str | None
    households: int
    matters: int
    doubtful: int
    value: Decimal | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All grids in scope, lowest figure, the best, first, and what lies outside them; both add up to all."""

    rows: tuple[GridFigure, ...]
    matters_inside: int
    matters_outside: int
    households_inside: int
    households_outside: int

    @property
    def matters(self) -> int:
        """Every matter of the period that the caller may see."""
        return self.matters_inside + self.matters_outside


def period_of_all(session: Session) -> tuple[datetime, datetime] | None:
    """The first and last opening of the matters that the caller may see; None where there are none."""
    first, last = session.execute(select(func.min(Matter.opened_at), func.max(Matter.opened_at))).one()
    return None if first is None or last is None else (first, last)


def matters_per_household(session: Session, scope: Scope, edition_id: int, start: datetime, stop: datetime) -> Figures:
    """The measure for matters opened in [start, stop), read under one edition. Equal figures share a rank."""
    found = session.execute(
        sql(__file__, "matters_per_household.sql"),
        {
            "edition": edition_id, "start": start, "stop": stop,
            "everything": scope.everything, "grids": list(scope.grid_ids),
        },
    ).all()  # fmt: skip
    inside = [row for row in found if row.zone_id is not None]
    outside = next(row for row in found if row.zone_id is None)
    values = [HUNDRED * row.matters / row.households if row.households else None for row in inside]
    known = sorted(v for v in values if v is not None)
    ranked = [
        GridFigure(
            row.zone_id, row.code, row.name, row.community, row.households, row.matters, row.doubtful, value=value,
            rank=None if value is None else 1 + bisect_left(known, value),
        )
        for row, value in zip(inside, values, strict=True)
    ]  # fmt: skip
    ranked.sort(key=lambda f: (f.value is None, f.value or 0, f.code))
    return Figures(
        tuple(ranked),
        sum(f.matters for f in ranked), outside.matters,
        sum(f.households for f in ranked), outside.households,
    )  # fmt: skip
