"""Welfare visits: their interval leaves the household for a table of its own, seen only by those entitled."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "household_care",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False, comment="local day; due at once where nobody was ever there"),
        sa.Column("until", sa.Date(), nullable=True, comment="the first local day on which it holds no more"),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("every_days > 0", name=op.f("ck_household_care_every_days")),
        sa.CheckConstraint("until >= since", name=op.f("ck_household_care_until")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_care_household_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_care")),
    )
    op.create_index(op.f("ix_household_care_household_id"), "household_care", ["household_id"])
    op.create_index("uq_household_care_standing", "household_care", ["household_id"],
                    unique=True, postgresql_where=sa.text("until IS NULL"))  # fmt: skip
    run("0034_household_care.sql")
    op.drop_column("household", "visit_interval_days")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    op.add_column("household", sa.Column("visit_interval_days", sa.Integer(), nullable=True))
    run("0034_household_care.down.sql")
    op.drop_table("household_care")
