"""How often a household is visited, from when to when. No cause, and no field for one."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class HouseholdCare(Base):
    """An interval of welfare visits; only ever added to or closed, one at most stands."""

    __tablename__ = "household_care"
    __table_args__ = (
        CheckConstraint("every_days > 0", name="every_days"),
        CheckConstraint("until >= since", name="until"),
        Index("uq_household_care_standing", "household_id", unique=True, postgresql_where=text("until IS NULL")),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"), index=True)
    every_days: Mapped[int]
    since: Mapped[date] = mapped_column(comment="local day; due at once where nobody was ever there")
    until: Mapped[date | None] = mapped_column(comment="the first local day on which it holds no more")
    set_by: Mapped[UUID | None]
    closed_by: Mapped[UUID | None]
