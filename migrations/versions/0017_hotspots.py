"""Analyses of hotspots: what was asked, every unit with its verdict, and the matters that lie in it."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SEES = "(SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[])"


def upgrade() -> None:
    json = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "hotspot_analysis",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("question", json, nullable=False, comment="with the seed of the draw"),
        sa.Column("data_versions", json, nullable=False, comment="layer_version when it was made"),
        sa.Column("figures", json, nullable=False, comment="reports, incidents, rate, maps, circle, grids"),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_hotspot_analysis_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotspot_analysis")),
    )
    op.create_index("ix_hotspot_analysis_edition_id_made_at", "hotspot_analysis", ["edition_id", "made_at"])
    op.create_table(
        "hotspot_unit",
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True, comment="the hotspot it is part of, numbered by strength"),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("exposure", sa.Float(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=False, comment="incidents that residents reported"),
        sa.Column("observed", sa.Float(), nullable=False, comment="found in it and its neighbours"),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("z", sa.Float(), nullable=False),
        sa.Column("p", sa.Float(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("smoothed", sa.Float(), nullable=True, comment="rate drawn towards the map's, for colour alone"),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.Column("found_by_step", postgresql.ARRAY(sa.INTEGER()), nullable=False),
        sa.Column("exposure_by_step", postgresql.ARRAY(sa.Double()), nullable=False),
        sa.Column("geom", Geometry("GEOMETRY", srid=4326, spatial_index=False), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('confirmed','watch','none','not_enough')", name=op.f("ck_hotspot_unit_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["hotspot_analysis.id"], name=op.f("fk_hotspot_unit_analysis_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_hotspot_unit_grid_id")),
        sa.PrimaryKeyConstraint("analysis_id", "unit", name=op.f("pk_hotspot_unit")),
    )
    op.create_index("ix_hotspot_unit_geom", "hotspot_unit", ["geom"], postgresql_using="gist")
    op.create_table(
        "hotspot_matter",
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("incident", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["hotspot_analysis.id"], name=op.f("fk_hotspot_matter_analysis_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("analysis_id", "point_id", name=op.f("pk_hotspot_matter")),
    )
    op.create_index("ix_hotspot_matter_unit", "hotspot_matter", ["analysis_id", "unit"])
    # A unit is seen in the grid that holds its middle, its matters with it.
    op.execute("ALTER TABLE hotspot_unit ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE hotspot_matter ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON hotspot_unit FOR SELECT TO xunge_app USING ({SEES})")
    op.execute(
        "CREATE POLICY scope ON hotspot_matter FOR SELECT TO xunge_app USING (EXISTS (SELECT 1 FROM hotspot_unit u "
        "WHERE u.analysis_id = hotspot_matter.analysis_id AND u.unit = hotspot_matter.unit))"
    )
    # Only whoever sees every unit can have drawn them.
    for table in ("hotspot_unit", "hotspot_matter"):
        op.execute(
            f"CREATE POLICY drawing ON {table} FOR INSERT TO xunge_app WITH CHECK ((SELECT app.sees_everything()))"
        )
    op.execute("GRANT SELECT, INSERT ON hotspot_analysis, hotspot_unit, hotspot_matter TO xunge_app")


def downgrade() -> None:
    for table in ("hotspot_matter", "hotspot_unit", "hotspot_analysis"):
        op.drop_table(table)
