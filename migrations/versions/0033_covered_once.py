"""The visits of some addresses are gone through once, whatever the planner knows of the register's size."""

from pathlib import Path

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0033_covered_once.sql")


def downgrade() -> None:
    run("0033_covered_once.down.sql")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
