"""Back-checks: samples drawn from an edition of the register, and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "back_check",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("register_edition_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("confidence", sa.Numeric(), nullable=False),
        sa.Column("tolerance", sa.Numeric(), nullable=False, comment="the share that may be missed"),
        sa.Column("allowed", sa.Integer(), nullable=False,
                  comment="misses in the sample with which that is still proven"),
        sa.Column("households", sa.Integer(), nullable=False, comment="from which it was drawn"),
        sa.Column("drawn_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["register_edition_id"], ["register_edition.id"], name=op.f("fk_back_check_register_edition_id")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_back_check_edition_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_back_check_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_check")),
    )  # fmt: skip
    op.create_table(
        "back_check_address",
        sa.Column("back_check_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("covered", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True, comment="who wrote the answer down"),
        sa.CheckConstraint("(covered IS NULL) = (answered_at IS NULL)", name=op.f("ck_back_check_address_answered")),
        sa.ForeignKeyConstraint(
            ["back_check_id"], ["back_check.id"], name=op.f("fk_back_check_address_back_check_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_back_check_address_household_id")),
        sa.PrimaryKeyConstraint("back_check_id", "household_id", name=op.f("pk_back_check_address")),
    )
    op.create_index(op.f("ix_back_check_address_household_id"), "back_check_address", ["household_id"])
    # Who is checked does not know the sample: it is the office's alone, and so is what was asked of it.
    for table in ("back_check", "back_check_address"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY office ON {table} FOR ALL TO xunge_app USING ((SELECT app.sees_everything()))"
            " WITH CHECK ((SELECT app.sees_everything()))"
        )
    op.execute("GRANT SELECT, INSERT ON back_check TO xunge_app")
    op.execute("GRANT SELECT, INSERT, UPDATE ON back_check_address TO xunge_app")


def downgrade() -> None:
    op.drop_table("back_check_address")
    op.drop_table("back_check")
