"""A point that changes raises the version of its layer, also where its place stays."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

POINTS = ("household", "matter", "visit")


def upgrade() -> None:
    for table in POINTS:
        op.execute(
            f"CREATE TRIGGER raise_version AFTER UPDATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('{table}s')"
        )


def downgrade() -> None:
    for table in POINTS:
        op.execute(f"DROP TRIGGER raise_version ON {table}")
