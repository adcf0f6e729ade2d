"""Drafts of editions: what they are based on, and the log of their edits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "edition", sa.Column("based_on", sa.Integer(), nullable=True, comment="the edition it was redrawn from")
    )
    op.create_foreign_key(op.f("fk_edition_based_on"), "edition", "edition", ["based_on"], ["id"])
    op.create_table(
        "edition_edit",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("arguments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_edit_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "seq", name=op.f("pk_edition_edit")),
    )
    # Steps are added, never changed; they go only with a draft that is discarded, which the audit keeps.
    op.execute("GRANT SELECT, INSERT, DELETE ON edition_edit TO xunge_app")


def downgrade() -> None:
    op.drop_table("edition_edit")
    op.drop_constraint(op.f("fk_edition_based_on"), "edition", type_="foreignkey")
    op.execute("DELETE FROM edition WHERE status = 'draft'")
    op.drop_column("edition", "based_on")
