"""A visit raises the version of its own grid, and of no other: what rests on other grids is not worked out again."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grid_version",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grid_id", sa.Integer(), autoincrement=False, nullable=False, comment="0 for no grid"),
        sa.Column("version", sa.BigInteger(), nullable=False, comment="of the layer, when the grid changed last"),
        sa.PrimaryKeyConstraint("layer", "edition_id", "grid_id", name=op.f("pk_grid_version")),
    )
    rules = Path(__file__).with_name("0065_grid_versions.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    for table, names in (("visit_location", ("new", "left", "moved", "gone", "none")),
                         ("coverage_grid", ("new", "gone", "none"))):  # fmt: skip
        for name in names:
            op.execute(f"DROP TRIGGER grid_{name} ON {table}")
    op.execute("DROP FUNCTION app.grids_changed()")
    op.drop_table("grid_version")
