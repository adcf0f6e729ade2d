"""Zones are kept as packed GeoJSON; an edition says in which way it was drawn, so that older ones are drawn anew."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zone_feature",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False, comment="a piece of a deflate stream"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_zone_feature_edition_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_feature_zone_id")),
        sa.PrimaryKeyConstraint("edition_id", "zone_id", name=op.f("pk_zone_feature")),
    )
    # It is packed already.
    op.execute("ALTER TABLE zone_feature ALTER COLUMN packed SET STORAGE EXTERNAL")
    op.execute(
        "CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON zone_feature "
        "FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones')"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON zone_feature TO xunge_app")
    way = "the way in which it was drawn for maps, 0 for none"
    op.add_column("edition", sa.Column("drawing", sa.SmallInteger(), nullable=False, server_default="0", comment=way))


def downgrade() -> None:
    op.drop_column("edition", "drawing")
    op.drop_table("zone_feature")
