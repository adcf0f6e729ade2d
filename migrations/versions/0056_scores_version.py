"""Scores have a version, raised by whoever reckons an assessment, so that maps and tables of them are never stale."""

from alembic import op

revision = "0056"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO layer_version (layer, version) VALUES ('scores', CAST(extract(epoch FROM now()) AS int8))")
    op.execute(
        "CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON assessment_score"
        " FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('scores')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER raise_version ON assessment_score")
    op.execute("DELETE FROM layer_version WHERE layer = 'scores'")
