"""That events belong to matters and points to files is held once a statement, not once a row."""

from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = ("household", "matter", "visit")


def upgrade() -> None:
    op.drop_constraint("fk_matter_event_matter_id", "matter_event", type_="foreignkey")
    for kind in KINDS:
        op.drop_constraint(f"fk_{kind}_batch_id", kind, type_="foreignkey")
    run("0018_lives_by_statement.sql")


def downgrade() -> None:
    run("0018_lives_by_statement.down.sql")
    for kind in KINDS:
        op.create_foreign_key(f"fk_{kind}_batch_id", kind, "batch", ["batch_id"], ["id"])
    op.create_foreign_key(
        "fk_matter_event_matter_id", "matter_event", "matter", ["matter_id"], ["id"], ondelete="CASCADE"
    )


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
