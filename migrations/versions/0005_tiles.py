"""What tiles are cut from: copies in web mercator, points counted by cell, and versions."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BASE = {"street": "MULTILINESTRING", "water": "MULTIPOLYGON", "building": "MULTIPOLYGON"}
KINDS = {"household": "NULL", "matter": "p.opened_at", "visit": "p.visited_at"}
# What each location takes over from its point; the arithmetic is geo.quadkey's.
FILL = """
    UPDATE {kind}_location l SET ref = p.external_ref, happened_at = {happened_at},
        tile_x = least(floor((ST_X(p.geom) / 360 + 0.5) * 2147483648), 2147483647),
        tile_y = least(greatest(floor((0.5 - ln(tan(pi() / 4 + radians(
            greatest(least(ST_Y(p.geom), 85.05112878), -85.05112878)) / 2)) / (2 * pi())) * 2147483648), 0), 2147483647)
    FROM {kind} p WHERE p.id = l.point_id
"""


def in_3857(kind):
    return Geometry(
        kind, srid=3857, dimension=2, spatial_index=False, from_text="ST_GeomFromEWKT", name="geometry", nullable=False
    )


def upgrade() -> None:
    op.create_table(
        "layer_version",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True, comment="the transaction that raised it last"),
        sa.PrimaryKeyConstraint("layer", name=op.f("pk_layer_version")),
    )
    op.create_table(
        "drawn_zone",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("to_zoom", sa.SmallInteger(), nullable=False, comment="the last zoom level it is meant for"),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("geom", in_3857("MULTIPOLYGON"), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_drawn_zone_edition_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_drawn_zone_zone_id")),
        sa.PrimaryKeyConstraint("edition_id", "to_zoom", "zone_id", name=op.f("pk_drawn_zone")),
    )
    op.create_index("ix_drawn_zone_geom", "drawn_zone", ["geom"], postgresql_using="gist")
    op.create_table(
        "zone_label",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("geom", in_3857("POINT"), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_zone_label_edition_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_label_zone_id")),
        sa.PrimaryKeyConstraint("edition_id", "zone_id", name=op.f("pk_zone_label")),
    )
    op.create_index("ix_zone_label_geom", "zone_label", ["geom"], postgresql_using="gist")
    op.create_table(
        "point_cell",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False, comment="Morton code of the zoom-18 tile"),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("doubtful", sa.Integer(), nullable=False, comment="how many of them are doubtful"),
        sa.Column("sum_x", sa.Double(), nullable=False, comment="of tile_x; whole, and exact below 2^53"),
        sa.Column("sum_y", sa.Double(), nullable=False, comment="of tile_y"),
        sa.Column("ref", sa.String(), nullable=False, comment="the first reference; the point's own where n is 1"),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_point_cell_edition_id")),
        sa.PrimaryKeyConstraint("kind", "edition_id", "cell", "grid_id", name=op.f("pk_point_cell")),
    )
    for table, kind in BASE.items():
        made = sa.Computed("ST_Transform(geom, 3857)", persisted=True)
        op.add_column(table, sa.Column("geom_3857", in_3857(kind), made, nullable=False))
        op.create_index(f"ix_{table}_geom_3857", table, ["geom_3857"], postgresql_using="gist")
    for kind, happened_at in KINDS.items():
        copy_to_locations(kind, happened_at)
    # Until an edition is drawn anew its outlines stand in for their own generalised copies.
    op.execute(
        "INSERT INTO drawn_zone (edition_id, to_zoom, zone_id, geom) SELECT edition_id, z, zone_id, ST_Transform(geom, 3857) "
        "FROM boundary CROSS JOIN unnest(ARRAY[10, 12, 14, 24]) AS z"
    )
    op.execute(
        "INSERT INTO zone_label (edition_id, zone_id, geom) "
        "SELECT edition_id, zone_id, ST_PointOnSurface(ST_Transform(geom, 3857)) FROM boundary"
    )
    rules = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def copy_to_locations(kind, happened_at):
    table = f"{kind}_location"
    op.add_column(table, sa.Column("tile_x", sa.Integer(), comment="column of the zoom-31 tile, two centimetres wide"))
    op.add_column(table, sa.Column("tile_y", sa.Integer(), comment="row of the zoom-31 tile"))
    op.add_column(table, sa.Column("happened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(table, sa.Column("ref", sa.String()))
    op.execute(FILL.format(kind=kind, happened_at=happened_at))
    for column in ("tile_x", "tile_y", "ref"):
        op.alter_column(table, column, nullable=False)
    op.drop_index(f"ix_{table}_quadkey", table_name=table)
    op.create_index(
        f"ix_{table}_quadkey", table, ["edition_id", "quadkey"],
        postgresql_include=["grid_id", "nearest_grid_id", "tile_x", "tile_y", "doubtful", "happened_at", "ref"],
    )  # fmt: skip


def downgrade() -> None:
    for kind in KINDS:
        table = f"{kind}_location"
        for trigger in ("count_new", "count_left", "count_moved", "count_gone", "count_none"):
            op.execute(f"DROP TRIGGER {trigger} ON {table}")
        op.drop_index(f"ix_{table}_quadkey", table_name=table)
        op.create_index(f"ix_{table}_quadkey", table, ["edition_id", "quadkey"])
        for column in ("tile_x", "tile_y", "happened_at", "ref"):
            op.drop_column(table, column)
    for table in ("boundary", "zone", "street", "water", "building", "person", "person_zone", "sign_in"):
        op.execute(f"DROP TRIGGER raise_version ON {table}")
    for table in BASE:
        op.drop_index(f"ix_{table}_geom_3857", table_name=table)
        op.drop_column(table, "geom_3857")
    op.drop_table("point_cell")
    op.drop_table("zone_label")
    op.drop_table("drawn_zone")
    op.drop_table("layer_version")
    op.execute(
        "DROP FUNCTION app.points_changed(), app.session_ended(), app.layer_changed(), app.raise_versions(text[])"
    )
