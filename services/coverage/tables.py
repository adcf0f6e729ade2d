"""Cycles with what is derived of them, and statements on addresses."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKey, Identity, Index, Integer, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

STATES = ("collected", "vacant", "refused", "no_contact", "inaccessible", "missing", "excluded")
REASONS = {
    "inaccessible": ("locked", "unsafe", "works", "cut_off"),
    "excluded": ("demolished", "no_dwelling", "double", "outside"),
}


class CoverageCycle(Base):
    """A period that is counted by one edition of the register, and the rules that hold in it.

    It is closed and opened again, and never changed otherwise.
    """

    __tablename__ = "coverage_cycle"
    __table_args__ = (CheckConstraint("starts_at < stops_at", name="period"),)
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    key: Mapped[str] = mapped_column(unique=True, comment="the period, as services.measures.period writes it")
    register_edition_id: Mapped[int] = mapped_column(ForeignKey("register_edition.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), comment="local midnight")
    stops_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    zone: Mapped[str] = mapped_column(comment="of its local days")
    tries: Mapped[int] = mapped_column(comment="at different times, until there is no contact")
    fresh_days: Mapped[int] = mapped_column(comment="how old the last verified visit may be")
    near_m: Mapped[float] = mapped_column(comment="a visit is at the address within this, or twice its accuracy")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    opened_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), comment="from then on nothing moves it")
    closed_by: Mapped[UUID | None]


class StalenessBands(Base):
    """In which bands the days since the last verified visit are told; the newest hold, nothing is overwritten."""

    __tablename__ = "staleness_bands"
    __table_args__ = (
        CheckConstraint("cardinality(ends) BETWEEN 1 AND 4", name="ends"),
        CheckConstraint("source <> ''", name="source"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    ends: Mapped[list[int]] = mapped_column(ARRAY(Integer), comment="days, the last one of each band")
    source: Mapped[str] = mapped_column(comment="where they come from, in the office's words")
    set_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    set_by: Mapped[UUID | None]


class AddressStatement(Base):
    """That an address can't be reached or is none, said by one person and decided by another."""

    __tablename__ = "address_statement"
    __table_args__ = (
        CheckConstraint("kind IN ('inaccessible','excluded')", name="kind"),
        CheckConstraint(
            "reason IN ('locked','unsafe','works','cut_off') AND kind = 'inaccessible'"
            " OR reason IN ('demolished','no_dwelling','double','outside') AND kind = 'excluded'",
            name="reason",
        ),
        CheckConstraint("evidence <> ''", name="evidence"),
        CheckConstraint("(approved IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("decided_by <> stated_by", name="another"),
        Index(
            "uq_address_statement_standing", "cycle_id", "household_id", unique=True,
            postgresql_where=text("approved IS NOT FALSE"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("coverage_cycle.id"))
    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str]
    evidence: Mapped[str] = mapped_column(comment="number of a photo or document")
    stated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    stated_by: Mapped[UUID | None]
    approved: Mapped[bool | None]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None]


class CoverageGrid(Base):
    """The addresses of a grid in a cycle, counted by level, state and day; derived, by triggers alone.

    Excluded ones are not expected. `grid_id` answers for them: outside all grids the nearest one, 0 for none. The four
    arrays are one list: each day with its counts.
    """

    __tablename__ = "coverage_grid"
    cycle_id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(primary_key=True)
    grid_id: Mapped[int] = mapped_column(primary_key=True)
    inside: Mapped[bool] = mapped_column(primary_key=True)
    expected: Mapped[int]
    registered: Mapped[int]
    visited: Mapped[int]
    verified: Mapped[int]
    collected: Mapped[int]
    vacant: Mapped[int]
    refused: Mapped[int]
    no_contact: Mapped[int]
    inaccessible: Mapped[int]
    missing: Mapped[int]
    excluded: Mapped[int]
    days: Mapped[list[date]] = mapped_column(ARRAY(Date), comment="the local days of verified visits, in no order")
    reached: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), comment="on each of these days: verified in the cycle for the first time"
    )
    last: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), comment="verified that day for the last time, in this cycle or before"
    )
    complete: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), comment="of these, verified in the cycle and completely on record"
    )


class CoverageKept(Base):
    """An address of a closed cycle as it stood then; derived, by triggers alone."""

    __tablename__ = "coverage_kept"
    cycle_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    household_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str]
    visited: Mapped[bool]
    registered: Mapped[bool]
    complete: Mapped[bool]
    tries: Mapped[int]
    last_visit: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    first_verified: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_verified: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
