"""The office's calendar: days that differ from the week, and the hours of work."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=True, comment="as 国庆节, or 国庆节调休"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "working_hours",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_working_hours_opens")),
        sa.PrimaryKeyConstraint("valid_from", "opens", name=op.f("pk_working_hours")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_day, working_hours TO xunge_app")


def downgrade() -> None:
    op.drop_table("working_hours")
    op.drop_table("calendar_day")
