"""A failed back-check lowers its address, by whom it was checked is kept, and a cycle can be closed."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0036"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    checked_by = sa.Column("checked_by", sa.Uuid(), nullable=True, comment="who made the second visit")
    op.add_column("back_check_address", checked_by)
    op.add_column(
        "coverage_cycle", sa.Column("closed_at", WHEN, nullable=True, comment="from then on nothing moves it")
    )
    op.add_column("coverage_cycle", sa.Column("closed_by", sa.Uuid(), nullable=True))
    op.create_table(
        "coverage_kept",
        sa.Column("cycle_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("visited", sa.Boolean(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_visit", WHEN, nullable=True),
        sa.Column("first_verified", WHEN, nullable=True),
        sa.Column("last_verified", WHEN, nullable=True),
        sa.Column("failed_at", WHEN, nullable=True),
        sa.PrimaryKeyConstraint("cycle_id", "household_id", name=op.f("pk_coverage_kept")),
    )
    run("0040_checks_and_closing.sql")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    run("0040_checks_and_closing.down.sql")
    op.drop_table("coverage_kept")
    op.drop_column("coverage_cycle", "closed_by")
    op.drop_column("coverage_cycle", "closed_at")
    op.drop_column("back_check_address", "checked_by")
