"""Reports that are alike, how near is near, and places that too many matters share."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

CHANGED = "FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('matters')"


def when(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **more)


def upgrade() -> None:
    op.create_table(
        "likeness_rule",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("within_m", sa.Float(), nullable=False, comment="0: reports of this type are never alike"),
        sa.Column("within_days", sa.Float(), nullable=False),
        sa.CheckConstraint("within_m >= 0 AND within_days >= 0", name=op.f("ck_likeness_rule_reach")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_likeness_rule")),
    )
    op.create_table(
        "matter_pair",
        sa.Column("again_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("apart_m", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), server_default="found", nullable=False),
        when("found_at", server_default=sa.text("now()"), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        when("decided_at", nullable=True),
        sa.CheckConstraint("state IN ('found','confirmed','rejected')", name=op.f("ck_matter_pair_state")),
        sa.ForeignKeyConstraint(["again_id"], ["matter.id"], name=op.f("fk_matter_pair_again_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["first_id"], ["matter.id"], name=op.f("fk_matter_pair_first_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("again_id", "first_id", name=op.f("pk_matter_pair")),
    )
    op.create_index("ix_matter_pair_first_id", "matter_pair", ["first_id"])
    op.create_index("ix_matter_pair_state", "matter_pair", ["state", "found_at"])
    op.create_table(
        "default_point",
        sa.Column("tile_x", sa.Integer(), nullable=False, comment="column of the zoom-31 tile, as in the locations"),
        sa.Column("tile_y", sa.Integer(), nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False, comment="matters there when it was last looked at"),
        sa.Column(
            "addresses", sa.Integer(), nullable=True, comment="their different addresses; null where they have none"
        ),
        sa.Column(
            "stands",
            sa.Boolean(),
            server_default="true",
            nullable=False,
            comment="false: somebody says that it is a place",
        ),
        when("found_at", server_default=sa.text("now()"), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        when("decided_at", nullable=True),
        sa.PrimaryKeyConstraint("tile_x", "tile_y", name=op.f("pk_default_point")),
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON likeness_rule TO xunge_app")
    # Found beyond everybody's scope, so by the owner; decided on by whoever sees the later report.
    op.execute("GRANT SELECT, UPDATE ON matter_pair, default_point TO xunge_app")
    op.execute("ALTER TABLE matter_pair ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY scope ON matter_pair FOR ALL TO xunge_app USING ((SELECT app.sees_everything())"
        " OR EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_pair.again_id))"
    )
    for table in ("matter_pair", "default_point"):
        op.execute(f"CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} {CHANGED}")


def downgrade() -> None:
    for table in ("default_point", "matter_pair", "likeness_rule"):
        op.drop_table(table)
