"""Which file brought a step, so that a file of steps can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "matter_event", sa.Column("batch_id", sa.Uuid(), nullable=True, comment="the file of steps that brought it")
    )


def downgrade() -> None:
    op.drop_column("matter_event", "batch_id")
