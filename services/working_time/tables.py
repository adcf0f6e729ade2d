"""What differs from an ordinary week, and the hours of work."""

from datetime import date, time

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base


class CalendarDay(Base):
    """A local day that is off though its weekday is worked, or the other way round."""

    __tablename__ = "calendar_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[str | None] = mapped_column(comment="as 国庆节, or 国庆节调休")


class WorkingHours(Base):
    """A window of a worked day, in local time; all of one `valid_from` hold together from that day on."""

    __tablename__ = "working_hours"
    __table_args__ = (CheckConstraint("opens < closes", name="opens"),)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    opens: Mapped[time] = mapped_column(primary_key=True)
    closes: Mapped[time]
