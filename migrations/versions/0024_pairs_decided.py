"""A pair of the older list can be rejected as well as confirmed; who did it, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WORDS = "verified IN ('official','office','names_agree','by_rule'{more})"


def upgrade() -> None:
    op.add_column("code_crosswalk", sa.Column("decided_by", sa.Uuid(), nullable=True))
    op.add_column("code_crosswalk", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("ck_code_crosswalk_verified"), "code_crosswalk")
    op.create_check_constraint(op.f("ck_code_crosswalk_verified"), "code_crosswalk", WORDS.format(more=",'rejected'"))


def downgrade() -> None:
    op.execute("UPDATE code_crosswalk SET verified = 'by_rule' WHERE verified = 'rejected'")
    op.drop_constraint(op.f("ck_code_crosswalk_verified"), "code_crosswalk")
    op.create_check_constraint(op.f("ck_code_crosswalk_verified"), "code_crosswalk", WORDS.format(more=""))
    op.drop_column("code_crosswalk", "decided_at")
    op.drop_column("code_crosswalk", "decided_by")
