"""The bands in which the days since the last verified visit are told, as the office set them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0063"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staleness_bands",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("ends", postgresql.ARRAY(sa.Integer()), nullable=False, comment="days, the last one of each band"),
        sa.Column("source", sa.String(), nullable=False, comment="where they come from, in the office's words"),
        sa.Column("set_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("cardinality(ends) BETWEEN 1 AND 4", name=op.f("ck_staleness_bands_ends")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_staleness_bands_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staleness_bands")),
    )
    op.execute("GRANT SELECT, INSERT ON staleness_bands TO xunge_app")


def downgrade() -> None:
    op.drop_table("staleness_bands")
