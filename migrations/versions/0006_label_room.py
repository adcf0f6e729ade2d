"""How much room a zone's label has is kept with its place."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The circle of the label in the outline itself; web mercator stretches lengths by 1 / cos(latitude).
FILL = """
    UPDATE zone_label l SET room_m = ST_Distance(l.geom, ST_Boundary(d.geom))
        * cos(radians(ST_Y(ST_Transform(l.geom, 4326))))
    FROM drawn_zone d WHERE d.edition_id = l.edition_id AND d.zone_id = l.zone_id AND d.to_zoom = 24
"""


def upgrade() -> None:
    op.add_column(
        "zone_label",
        sa.Column("room_m", sa.Float(), nullable=False, server_default="0", comment="metres from it to the border"),
    )
    op.execute(FILL)
    op.alter_column("zone_label", "room_m", server_default=None)


def downgrade() -> None:
    op.drop_column("zone_label", "room_m")
