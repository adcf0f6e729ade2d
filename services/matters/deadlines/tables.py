"""The limits that the office sets."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Identity, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

LIMITED = ("file", "dispatch", "handle", "check", "close")


class MatterLimit(Base):
    """How long something may take, from a day on; a later row for the same takes its place, nothing is overwritten."""

    __tablename__ = "matter_limit"
    __table_args__ = (
        CheckConstraint("stage IN ('file','dispatch','handle','check','close')", name="stage"),
        CheckConstraint("clock IN ('urgent','working_hours','workdays','calendar_days')", name="clock"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("code IS NULL OR class_code IS NULL", name="one"),
    )
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    stage: Mapped[str] = mapped_column(comment="close: the whole way from the report")
    code: Mapped[str | None]
    class_code: Mapped[str | None] = mapped_column(comment="without code and class it is for all")
    urgent: Mapped[bool]
    clock: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(8, 2), comment="null: no limit from that day on")
    valid_from: Mapped[date]
