"""Month ends: a grid's month as it was handed in, and its steps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "month_report",
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="the number of its last event"),
        sa.Column("handed_in_at", WHEN, nullable=False, comment="for the first time"),
        sa.Column("late", sa.Boolean(), nullable=False, comment="whether that was after the month's last day"),
        sa.Column("figures", postgresql.JSONB(), nullable=False,
                  comment="as they stood when it was last handed in"),
        sa.CheckConstraint("state IN ('handed_in','sent_back','verified')", name=op.f("ck_month_report_state")),
        sa.CheckConstraint("EXTRACT(day FROM month) = 1", name=op.f("ck_month_report_month")),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_month_report_grid_id")),
        sa.PrimaryKeyConstraint("grid_id", "month", name=op.f("pk_month_report")),
    )  # fmt: skip
    op.create_table(
        "month_event",
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_month_event_grid_id")),
        sa.PrimaryKeyConstraint("grid_id", "month", "seq", name=op.f("pk_month_event")),
    )
    for table in ("month_report", "month_event"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY scope ON {table} FOR ALL TO xunge_app USING ((SELECT app.sees_everything())"
            " OR grid_id = ANY ((SELECT app.my_grids())::int[]))"
        )
    op.execute("GRANT SELECT, INSERT, UPDATE ON month_report TO xunge_app")
    op.execute("GRANT SELECT, INSERT ON month_event TO xunge_app")


def downgrade() -> None:
    op.drop_table("month_event")
    op.drop_table("month_report")
