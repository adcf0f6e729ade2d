"""Photos of matters."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matter_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False, comment="of the file as it was sent"),
        sa.Column("width", sa.Integer(), nullable=False, comment="of what is kept, in pixels"),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True, comment="as the camera says"),
        sa.Column("away_m", sa.Float(), nullable=True,
                  comment="from where the camera was to the matter, as the camera says"),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_photo_matter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_photo")),
        sa.UniqueConstraint("matter_id", "sha256", name="uq_matter_photo_once"),
    )  # fmt: skip
    op.create_index("ix_matter_photo_sha256", "matter_photo", ["sha256"])
    op.execute("ALTER TABLE matter_photo ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY scope ON matter_photo FOR ALL TO xunge_app USING ((SELECT app.sees_everything())"
        " OR EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_photo.matter_id))"
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON matter_photo TO xunge_app")


def downgrade() -> None:
    op.drop_table("matter_photo")
