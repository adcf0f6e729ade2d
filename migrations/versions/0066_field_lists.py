"""A back-check keeps when its second visits were; work lists and back-checks are sent to people in the field."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0077"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
# A miss speaks against the visits before the second visit, not before the day on which it was written down.
WRITTEN, VISITED = "max(a.answered_at)", "max(coalesce(a.checked_at, a.answered_at))"


def upgrade() -> None:
    op.add_column("back_check_address", sa.Column("checked_at", WHEN, nullable=True, comment="the second visit"))
    op.add_column("back_check_address", sa.Column("sent_to", sa.Uuid(), nullable=True, comment="to be checked by"))
    op.add_column("back_check_address", sa.Column("sent_at", WHEN, nullable=True))
    op.create_table(
        "field_list",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("sent_to", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["coverage_cycle.id"], name=op.f("fk_field_list_cycle_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_field_list_edition_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_field_list_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_list")),
    )
    op.create_index("ix_field_list_sent_to", "field_list", ["sent_to", "sent_at"])
    op.execute("GRANT SELECT, INSERT ON field_list TO xunge_app")
    op.execute("ALTER TABLE field_list ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY scope ON field_list FOR ALL TO xunge_app"
        " USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]))"
    )
    rules = Path(__file__).with_name("0066_field_lists.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
    _covered(WRITTEN, VISITED)


def _covered(before: str, after: str) -> None:
    bind = op.get_bind()
    made = bind.exec_driver_sql("SELECT pg_get_functiondef('app.covered(coverage_cycle,text[])'::regprocedure)")
    text = made.scalar_one()
    if before not in text:
        raise RuntimeError("app.covered is not as this migration knows it")
    bind.exec_driver_sql(text.replace(before, after).replace("%", "%%"))


def downgrade() -> None:
    _covered(VISITED, WRITTEN)
    for table, policy in (("visit", "field"), ("visit_location", "field"), ("back_check_address", "sent"),
                          ("back_check_address", "answered")):  # fmt: skip
        op.execute(f"DROP POLICY {policy} ON {table}")
    op.execute("DROP FUNCTION app.sent_stops(timestamptz)")
    op.execute("DROP FUNCTION app.visited_by_me(uuid)")
    op.execute("DROP FUNCTION app.is_my_door(text)")
    op.execute("DROP FUNCTION app.my_login()")
    op.drop_table("field_list")
    for name in ("sent_at", "sent_to", "checked_at"):
        op.drop_column("back_check_address", name)
