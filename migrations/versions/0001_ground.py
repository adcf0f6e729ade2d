"""The ground: people, zones, points and their places, and row-level security over them."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index(op.f("ix_batch_sha256"), "batch", ["sha256"], unique=False)
    op.create_geospatial_table(
        "building",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
    )
    op.create_geospatial_index(
        "ix_building_geom", "building", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), server_default="in_force", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('draft','in_force','withdrawn')", name=op.f("ck_edition_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("name", name=op.f("uq_edition_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "role IN ('office','inspector','community','area_leader','grid_leader','forum')",
            name=op.f("ck_person_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_login_at", "sign_in_attempt", ["login", "at"], unique=False)
    op.create_geospatial_table(
        "street",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTILINESTRING",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_street")),
    )
    op.create_geospatial_index(
        "ix_street_geom", "street", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_geospatial_table(
        "water",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water")),
    )
    op.create_geospatial_index(
        "ix_water_geom", "water", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.CheckConstraint("level IN ('subdistrict','community','area','grid')", name=op.f("ck_zone_level")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("level", "code", name=op.f("uq_zone_level_code")),
    )
    op.create_geospatial_table(
        "boundary",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "path",
            postgresql.ARRAY(sa.INTEGER()),
            nullable=False,
            comment="zone ids from the top to this one",
        ),
        sa.Column("area_m2", sa.Double(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_boundary_edition_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["zone.id"], name=op.f("fk_boundary_parent_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_boundary_zone_id")),
        sa.PrimaryKeyConstraint("edition_id", "zone_id", name=op.f("pk_boundary")),
    )
    op.create_geospatial_index(
        "ix_boundary_geom", "boundary", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index("ix_boundary_path", "boundary", ["path"], unique=False, postgresql_using="gin")
    op.create_geospatial_table(
        "household",
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("residents", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), server_default="registered", nullable=False),
        sa.Column("visit_interval_days", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_ref", sa.String(), nullable=False, comment="its number in the source, or a hash"),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("state IN ('registered','vacant')", name=op.f("ck_household_state")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_household_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_household_external_ref")),
    )
    op.create_geospatial_table(
        "matter",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_ref", sa.String(), nullable=False, comment="its number in the source, or a hash"),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_matter_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_matter_external_ref")),
    )
    op.create_index("ix_matter_opened_at", "matter", ["opened_at"], unique=False)
    op.create_table(
        "person_zone",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_zone_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_person_zone_zone_id")),
        sa.PrimaryKeyConstraint("person_id", "zone_id", name=op.f("pk_person_zone")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)
    op.create_geospatial_table(
        "visit",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("household_ref", sa.String(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_ref", sa.String(), nullable=False, comment="its number in the source, or a hash"),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('visit','patrol')", name=op.f("ck_visit_kind")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_visit_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_visit_external_ref")),
    )
    op.create_index("ix_visit_visited_at", "visit", ["visited_at"], unique=False)
    op.create_table(
        "household_location",
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("nearest_grid_id", sa.Integer(), nullable=True),
        sa.Column("nearest_m", sa.Double(), nullable=True),
        sa.Column("quadkey", sa.BigInteger(), nullable=False, comment="Morton code of the zoom-20 tile"),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_household_location_edition_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_household_location_grid_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["household.id"], name=op.f("fk_household_location_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "point_id", name=op.f("pk_household_location")),
    )
    op.create_index("ix_household_location_grid", "household_location", ["edition_id", "grid_id"], unique=False)
    op.create_index("ix_household_location_quadkey", "household_location", ["edition_id", "quadkey"], unique=False)
    op.create_table(
        "matter_location",
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("nearest_grid_id", sa.Integer(), nullable=True),
        sa.Column("nearest_m", sa.Double(), nullable=True),
        sa.Column("quadkey", sa.BigInteger(), nullable=False, comment="Morton code of the zoom-20 tile"),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_matter_location_edition_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_matter_location_grid_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["matter.id"], name=op.f("fk_matter_location_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "point_id", name=op.f("pk_matter_location")),
    )
    op.create_index("ix_matter_location_grid", "matter_location", ["edition_id", "grid_id"], unique=False)
    op.create_index("ix_matter_location_quadkey", "matter_location", ["edition_id", "quadkey"], unique=False)
    op.create_table(
        "visit_location",
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("nearest_grid_id", sa.Integer(), nullable=True),
        sa.Column("nearest_m", sa.Double(), nullable=True),
        sa.Column("quadkey", sa.BigInteger(), nullable=False, comment="Morton code of the zoom-20 tile"),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_visit_location_edition_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["zone.id"], name=op.f("fk_visit_location_grid_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["visit.id"], name=op.f("fk_visit_location_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "point_id", name=op.f("pk_visit_location")),
    )
    op.create_index("ix_visit_location_grid", "visit_location", ["edition_id", "grid_id"], unique=False)
    op.create_index("ix_visit_location_quadkey", "visit_location", ["edition_id", "quadkey"], unique=False)
    rules = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules)


def downgrade() -> None:
    for table in ("household", "matter", "visit"):
        op.execute(f"DROP POLICY scope ON {table}")
        op.execute(f"DROP POLICY scope ON {table}_location")
    op.drop_index("ix_visit_location_quadkey", table_name="visit_location")
    op.drop_index("ix_visit_location_grid", table_name="visit_location")
    op.drop_table("visit_location")
    op.drop_index("ix_matter_location_quadkey", table_name="matter_location")
    op.drop_index("ix_matter_location_grid", table_name="matter_location")
    op.drop_table("matter_location")
    op.drop_index("ix_household_location_quadkey", table_name="household_location")
    op.drop_index("ix_household_location_grid", table_name="household_location")
    op.drop_table("household_location")
    op.drop_index("ix_visit_visited_at", table_name="visit")
    op.drop_geospatial_table("visit")
    op.drop_index(op.f("ix_sign_in_person_id"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_table("person_zone")
    op.drop_index("ix_matter_opened_at", table_name="matter")
    op.drop_geospatial_table("matter")
    op.drop_geospatial_table("household")
    op.drop_index("ix_boundary_path", table_name="boundary", postgresql_using="gin")
    op.drop_geospatial_index("ix_boundary_geom", table_name="boundary", postgresql_using="gist", column_name="geom")
    op.drop_geospatial_table("boundary")
    op.drop_table("zone")
    op.drop_geospatial_index("ix_water_geom", table_name="water", postgresql_using="gist", column_name="geom")
    op.drop_geospatial_table("water")
    op.drop_geospatial_index("ix_street_geom", table_name="street", postgresql_using="gist", column_name="geom")
    op.drop_geospatial_table("street")
    op.drop_index("ix_sign_in_attempt_login_at", table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_table("person")
    op.drop_table("edition")
    op.drop_geospatial_index("ix_building_geom", table_name="building", postgresql_using="gist", column_name="geom")
    op.drop_geospatial_table("building")
    op.drop_index(op.f("ix_batch_sha256"), table_name="batch")
    op.drop_table("batch")
    op.drop_index(op.f("ix_audit_event_at"), table_name="audit_event")
    op.drop_table("audit_event")
    op.execute("DROP SCHEMA app CASCADE")
