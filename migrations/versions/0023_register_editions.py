"""Dated editions of the register, frozen household by household."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_edition",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False, comment="the day for which its source holds"),
        sa.Column("source", sa.String(), nullable=False, comment="where it comes from, in the office's words"),
        sa.Column("sha256", sa.String(), nullable=False, comment="of its lines: reference, place, state, residents"),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.String(), nullable=True, comment="the period that is counted by it, 2026 or 2026-Q4"),
        sa.Column("frozen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_edition")),
        sa.UniqueConstraint("sha256", name=op.f("uq_register_edition_sha256")),
        sa.UniqueConstraint("cycle", name=op.f("uq_register_edition_cycle")),
    )
    op.create_table(
        "register_entry",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["register_edition.id"], name=op.f("fk_register_entry_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_register_entry_household_id")),
        sa.PrimaryKeyConstraint("edition_id", "household_id", name=op.f("pk_register_entry")),
    )
    op.create_index(op.f("ix_register_entry_household_id"), "register_entry", ["household_id"])
    # An edition's own figures are everybody's; an entry is seen by whoever sees its household, and only whoever sees
    # every household can have frozen them.
    op.execute("ALTER TABLE register_entry ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY scope ON register_entry FOR SELECT TO xunge_app USING ((SELECT app.sees_everything())"
        " OR EXISTS (SELECT 1 FROM household h WHERE h.id = register_entry.household_id))"
    )
    op.execute(
        "CREATE POLICY freezing ON register_entry FOR INSERT TO xunge_app WITH CHECK ((SELECT app.sees_everything()))"
    )
    op.execute("GRANT SELECT, INSERT ON register_edition, register_entry TO xunge_app")


def downgrade() -> None:
    op.drop_table("register_entry")
    op.drop_table("register_edition")
