"""Hotspots are drawn on the live map: their tiles have a version, raised by whoever draws a map or takes one away."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO layer_version (layer, version) VALUES ('hotspots', CAST(extract(epoch FROM now()) AS int8))"
    )
    op.execute(
        "CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hotspot_unit"
        " FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('hotspots')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER raise_version ON hotspot_unit")
    op.execute("DELETE FROM layer_version WHERE layer = 'hotspots'")
