"""A point outside all grids belongs, for scope, to its nearest grid; a point's places are found by its number."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("household_location", "matter_location", "visit_location")


def upgrade() -> None:
    for table in TABLES:
        op.create_index(
            f"ix_{table}_outside",
            table,
            ["edition_id", "nearest_grid_id"],
            postgresql_where=sa.text("grid_id IS NULL"),
        )
        op.create_index(f"ix_{table}_point", table, ["point_id"])
    rules = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules)


def downgrade() -> None:
    before = Path(__file__).with_name("0002_outside_in_scope.down.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(before)
    for table in TABLES:
        op.drop_index(f"ix_{table}_point", table_name=table)
        op.drop_index(f"ix_{table}_outside", table_name=table)
