"""The list of matters, the way from the older list to it, and groups of codes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.database import Base

VERIFIED = ("official", "transcribed", "local")
AGREED = ("official", "office", "names_agree")


class MatterCode(Base):
    """A kind of matter. A component and a matter may have the same digits, so the key is all three.

    `verified`: official, read in the standard's own text; transcribed, one careful transcription of it; local, an
    addition of this office that no standard has.
    """

    __tablename__ = "matter_code"
    __table_args__ = (CheckConstraint("verified IN ('official','transcribed','local')", name="verified"),)
    standard: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True, comment="matter or component")
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    class_code: Mapped[str]
    class_name: Mapped[str]
    class_name_en: Mapped[str]
    verified: Mapped[str]
    in_use: Mapped[bool] = mapped_column(server_default="true", comment="offered where a matter is reported")


class CodeCrosswalk(Base):
    """What a code of an older list is in the present one.

    `verified`: official; office, confirmed here; names_agree, both lists' names were seen and agree; by_rule, follows
    from the rule alone and is not used until it is confirmed; rejected, said here to be wrong, and not used.
    """

    __tablename__ = "code_crosswalk"
    __table_args__ = (
        ForeignKeyConstraint(
            ["to_standard", "to_kind", "to_code"], ["matter_code.standard", "matter_code.kind", "matter_code.code"]
        ),
        CheckConstraint("verified IN ('official','office','names_agree','by_rule','rejected')", name="verified"),
    )
    from_standard: Mapped[str] = mapped_column(primary_key=True)
    from_kind: Mapped[str] = mapped_column(primary_key=True)
    from_code: Mapped[str] = mapped_column(primary_key=True)
    from_name: Mapped[str | None] = mapped_column(comment="null where it was not seen")
    to_standard: Mapped[str]
    to_kind: Mapped[str]
    to_code: Mapped[str]
    verified: Mapped[str]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class CodeGroup(Base):
    """A named group of codes, as sanitation 市容环境卫生."""

    __tablename__ = "code_group"
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]


class CodeGroupMember(Base):
    """A code of a group."""

    __tablename__ = "code_group_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["standard", "kind", "code"], ["matter_code.standard", "matter_code.kind", "matter_code.code"]
        ),
    )
    group_key: Mapped[str] = mapped_column(ForeignKey("code_group.key", ondelete="CASCADE"), primary_key=True)
    standard: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
