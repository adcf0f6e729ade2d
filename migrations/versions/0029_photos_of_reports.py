"""Whoever reports a matter hangs the photos of the report at it, though they may not read it back."""

from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE POLICY with_report ON matter_photo FOR INSERT TO xunge_app"
        " WITH CHECK (added_by = app.person_id() AND app.reported_by_me(matter_id))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY with_report ON matter_photo")
