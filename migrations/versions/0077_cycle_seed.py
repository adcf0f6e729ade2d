"""A cycle has a seed of its own, so that whatever is drawn for it can be drawn again."""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assessment_cycle",
        sa.Column(
            "seed",
            sa.Integer(),
            server_default=sa.text("floor(random() * 2147483647)::integer"),
            nullable=False,
            comment="all draws of the cycle begin with it",
        ),
    )


def downgrade() -> None:
    op.drop_column("assessment_cycle", "seed")
