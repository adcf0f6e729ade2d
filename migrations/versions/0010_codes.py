"""The list of matters, the way from the older list, and groups."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = ["matter_code.standard", "matter_code.kind", "matter_code.code"]


def upgrade() -> None:
    op.create_table(
        "matter_code",
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False, comment="matter or component"),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("class_code", sa.String(), nullable=False),
        sa.Column("class_name", sa.String(), nullable=False),
        sa.Column("class_name_en", sa.String(), nullable=False),
        sa.Column("verified", sa.String(), nullable=False),
        sa.Column(
            "in_use", sa.Boolean(), server_default="true", nullable=False, comment="offered where a matter is reported"
        ),
        sa.CheckConstraint("verified IN ('official','transcribed','local')", name=op.f("ck_matter_code_verified")),
        sa.PrimaryKeyConstraint("standard", "kind", "code", name=op.f("pk_matter_code")),
    )
    op.create_table(
        "code_crosswalk",
        sa.Column("from_standard", sa.String(), nullable=False),
        sa.Column("from_kind", sa.String(), nullable=False),
        sa.Column("from_code", sa.String(), nullable=False),
        sa.Column("from_name", sa.String(), nullable=True, comment="null where it was not seen"),
        sa.Column("to_standard", sa.String(), nullable=False),
        sa.Column("to_kind", sa.String(), nullable=False),
        sa.Column("to_code", sa.String(), nullable=False),
        sa.Column("verified", sa.String(), nullable=False),
        sa.CheckConstraint(
            "verified IN ('official','office','names_agree','by_rule')", name=op.f("ck_code_crosswalk_verified")
        ),
        sa.ForeignKeyConstraint(
            ["to_standard", "to_kind", "to_code"], KEY, name=op.f("fk_code_crosswalk_to_standard_to_kind_to_code")
        ),
        sa.PrimaryKeyConstraint("from_standard", "from_kind", "from_code", name=op.f("pk_code_crosswalk")),
    )
    op.create_table(
        "code_group",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_code_group")),
    )
    op.create_table(
        "code_group_member",
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_key"], ["code_group.key"], name=op.f("fk_code_group_member_group_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["standard", "kind", "code"], KEY, name=op.f("fk_code_group_member_standard_kind_code")
        ),
        sa.PrimaryKeyConstraint("group_key", "standard", "kind", "code", name=op.f("pk_code_group_member")),
    )
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON matter_code, code_crosswalk, code_group, code_group_member TO xunge_app"
    )


def downgrade() -> None:
    for table in ("code_group_member", "code_group", "code_crosswalk", "matter_code"):
        op.drop_table(table)
