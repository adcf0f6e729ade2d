"""What a statement wrote is gone through fewer times when it is checked and counted."""

from pathlib import Path

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0022_fewer_passes.sql")


def downgrade() -> None:
    run("0022_fewer_passes.down.sql")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
