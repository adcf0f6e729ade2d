"""The few matters that were voided are found at once: every count of matters leaves them out."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_matter_voided", "matter", ["id"], postgresql_where=sa.text("voided_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_matter_voided", table_name="matter")
