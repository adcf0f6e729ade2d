"""A visit raises the version of the tiles that it lies in, and of no others."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tile_version",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("cell", sa.BigInteger(), autoincrement=False, nullable=False,
                  comment="Morton code of the zoom-14 tile"),
        sa.Column("version", sa.BigInteger(), nullable=False, comment="of the layer, when points in it changed last"),
        sa.PrimaryKeyConstraint("layer", "cell", name=op.f("pk_tile_version")),
    )  # fmt: skip
    rules = Path(__file__).with_name("0049_tile_versions.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    for name in ("new", "left", "moved", "gone", "none"):
        op.execute(f"DROP TRIGGER version_{name} ON visit_location")
    op.execute("DROP FUNCTION app.tiles_changed()")
    op.drop_table("tile_version")
