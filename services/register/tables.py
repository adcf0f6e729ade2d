"""The register: households as address points. Nothing about who lives there."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base
from services.points import Point


class Household(Point, Base):
    """An address point with a count of residents and, without cause, an interval of welfare visits."""

    __tablename__ = "household"
    __table_args__ = (CheckConstraint("state IN ('registered','vacant')", name="state"),)
    address: Mapped[str | None]
    residents: Mapped[int | None]
    state: Mapped[str] = mapped_column(server_default="registered")
    visit_interval_days: Mapped[int | None]
