"""Places that the next round of cross inspection is to look at."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stop_candidate",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("analysis_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, comment="the hotspot's number in the analysis"),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(dropped_at IS NULL) = (dropped_by IS NULL)", name=op.f("ck_stop_candidate_dropped")),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["hotspot_analysis.id"], name=op.f("fk_stop_candidate_analysis_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_stop_candidate_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_candidate")),
    )
    op.create_index(
        "uq_stop_candidate_standing", "stop_candidate", ["analysis_id", "place"], unique=True,
        postgresql_where=sa.text("dropped_at IS NULL"),
    )  # fmt: skip
    # Who is inspected next is the office's to know.
    op.execute("ALTER TABLE stop_candidate ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY office ON stop_candidate FOR ALL TO xunge_app USING ((SELECT app.sees_everything()))"
        " WITH CHECK ((SELECT app.sees_everything()))"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON stop_candidate TO xunge_app")


def downgrade() -> None:
    op.drop_table("stop_candidate")
