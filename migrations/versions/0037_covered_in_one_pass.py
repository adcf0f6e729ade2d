"""All visits are counted in one pass, and the days of a grid's addresses are kept beside its counts."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = ("cycle_id", "edition_id", "grid_id")
COURSE = {
    "days": (sa.Date(), "the local days of verified visits, in no order"),
    "reached": (sa.Integer(), "on each of these days: verified in the cycle for the first time"),
    "last": (sa.Integer(), "verified that day for the last time, in this cycle or before"),
    "complete": (sa.Integer(), "of these, verified in the cycle and completely on record"),
}


def upgrade() -> None:
    op.drop_table("coverage_day")
    for name, (kind, comment) in COURSE.items():
        op.add_column(
            "coverage_grid", sa.Column(name, ARRAY(kind), server_default="{}", nullable=False, comment=comment)
        )
        op.alter_column("coverage_grid", name, server_default=None)
    run("0037_covered_in_one_pass.sql")


def downgrade() -> None:
    for name in COURSE:
        op.drop_column("coverage_grid", name)
    op.create_table(
        "coverage_day",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in KEY),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False, comment="verified in the cycle that day for the first time"),
        sa.Column("last", sa.Integer(), nullable=False,
                  comment="verified that day for the last time, in this cycle or before"),
        sa.Column("complete", sa.Integer(), nullable=False,
                  comment="of these, verified in the cycle and completely on record"),
        sa.PrimaryKeyConstraint(*KEY, "inside", "day", name=op.f("pk_coverage_day")),
    )  # fmt: skip
    run("0037_covered_in_one_pass.down.sql")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
