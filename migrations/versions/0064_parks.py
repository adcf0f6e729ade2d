"""Parks and other green of the base map: ground where nobody is visited."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def areas(srid):
    return Geometry(
        "MULTIPOLYGON", srid=srid, dimension=2, spatial_index=False, from_text="ST_GeomFromEWKT", name="geometry",
        nullable=False,
    )  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "park",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("geom", areas(4326), nullable=False),
        sa.Column("geom_3857", areas(3857), sa.Computed("ST_Transform(geom, 3857)", persisted=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_park")),
    )
    op.create_index("ix_park_geom", "park", ["geom"], postgresql_using="gist")
    op.create_index("ix_park_geom_3857", "park", ["geom_3857"], postgresql_using="gist")
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON park TO xunge_app")
    op.execute("INSERT INTO layer_version (layer, version) VALUES ('parks', CAST(extract(epoch FROM now()) AS int8))")
    op.execute(
        "CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON park"
        " FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('parks')"
    )


def downgrade() -> None:
    op.drop_table("park")
    op.execute("DELETE FROM layer_version WHERE layer = 'parks'")
