"""The matters of some grids: by code and source, what is open and overdue, and what was closed on time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from services.database import sql
from services.gridfile.window import Window
from services.gridfile.zone import Subject
from services.locating.tables import MatterLocation
from services.matters.tables import Matter

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one code or source (None where it is not stated): closed + voided + open = opened."""

    key: str | None
    opened: int
    closed: int
    voided: int
    overdue: int

    @property
    def open(self) -> int:
        """Those that are neither closed nor voided."""
        return self.opened - self.closed - self.voided


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter that is neither closed nor voided; overdue where its deadline has passed."""

    ref: str
    code: str
    source: str | None
    address: str | None
    opened_at: datetime
    due_at: datetime | None
    doubtful: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class Matters:
    """Those opened in the window, and all that stand open: open of the window + older = standing."""

    all: Group
    by_code: tuple[Group, ...]
    by_source: tuple[Group, ...]
    due: int
    on_time: int
    standing: int
    standing_overdue: int
    listed: tuple[OpenMatter, ...]

    @property
    def older(self) -> int:
        """Open ones from before the window."""
        return self.standing - self.all.open


def matters(session: Session, subject: Subject, window: Window) -> Matters:
    """The matters of a zone that is in scope (find_zone), read at the window's end."""
    asked = {
        "edition": subject.edition.id, "grids": list(subject.grid_ids), "start": window.start, "stop": window.stop,
    }  # fmt: skip
    groups = session.execute(sql(__file__, "matters.sql"), asked).all()
    due, on_time = session.execute(sql(__file__, "matters_due.sql"), asked).one()
    standing, overdue, listed = _open(session, subject, window.stop)
    everything = _groups(groups, "all")
    # The set of no columns has a row even where nothing was opened.
    return Matters(
        everything[0], _groups(groups, "code"), _groups(groups, "source"), due, on_time, standing, overdue, listed
    )


def _groups(rows: Sequence[Row[tuple[object, ...]]], by: str) -> tuple[Group, ...]:
    chosen = [row for row in rows if row.by == by]
    return tuple(
        Group(row.source if by == "source" else row.code, row.opened, row.closed, row.voided, row.overdue)
        for row in chosen
    )


def _open(session: Session, subject: Subject, stop: datetime) -> tuple[int, int, tuple[OpenMatter, ...]]:
    """How many are open, how many of them overdue, and the longest overdue ones first."""
    late = func.coalesce(Matter.due_at < stop, False)
    ended_at = func.coalesce(Matter.closed_at, Matter.voided_at)
    chosen = (
        select(
            Matter.external_ref, Matter.code, Matter.source, Matter.address, Matter.opened_at, Matter.due_at,
            MatterLocation.doubtful, late, func.count().over(), func.count().filter(late).over(),
        )
        .join(MatterLocation, MatterLocation.point_id == Matter.id)
        .where(
            MatterLocation.edition_id == subject.edition.id, MatterLocation.grid_id.in_(subject.grid_ids),
            Matter.opened_at < stop, ended_at.is_(None) | (ended_at >= stop),
        )
        .order_by(Matter.due_at.nulls_last(), Matter.opened_at, Matter.external_ref)
        .limit(MOST_LISTED)
    )  # fmt: skip
    rows = session.execute(chosen).all()
    return (rows[0][8], rows[0][9], tuple(OpenMatter(*row[:8]) for row in rows)) if rows else (0, 0, ())
