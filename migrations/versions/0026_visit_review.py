"""Visits looked at: thresholds, looks, reviews with their events, devices in another frame, places put right."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def place(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Geometry("POINT", srid=4326, spatial_index=False, nullable=nullable), nullable=nullable)


def upgrade() -> None:
    op.add_column(
        "visit",
        sa.Column("form", sa.String(), nullable=True, comment="what was filled in: dwells are compared within a form"),
    )
    op.add_column("visit", sa.Column("left_at", WHEN, nullable=True))
    op.add_column("visit", sa.Column("sent_at", WHEN, nullable=True, comment="by the device's clock"))
    op.add_column("visit", sa.Column("received_at", WHEN, nullable=True, comment="by the server's clock"))
    op.create_index("ix_visit_device", "visit", ["device"])
    op.create_table(
        "visit_limit",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source", sa.String(), nullable=False, comment="where it comes from, in the office's words"),
        sa.Column("set_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_limit")),
    )
    op.create_table(
        "visit_look",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("since", WHEN, nullable=False),
        sa.Column("until", WHEN, nullable=False),
        sa.Column("looked_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("looked_by", sa.Uuid(), nullable=True, comment="null where it came with a file"),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("limits", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_look")),
    )
    _reviews()
    _devices()
    op.execute(Path(__file__).with_name("0026_visit_review.sql").read_text(encoding="utf-8"))


def _reviews() -> None:
    op.create_table(
        "visit_review",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False, comment="the visit's own number"),
        sa.Column("household_id", sa.Uuid(), nullable=True),
        sa.Column("household_ref", sa.String(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("visited_at", WHEN, nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        place("geom"),
        place("address_geom", nullable=True),
        sa.Column("away_m", sa.Double(), nullable=True, comment="from the address, or its building's outline"),
        sa.Column("reasons", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("opened_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("reply_until", WHEN, nullable=False),
        sa.Column("state", sa.String(), server_default="open", nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), server_default="1", nullable=False, comment="the number of its last event"),
        sa.CheckConstraint("state IN ('open','replied','decided')", name=op.f("ck_visit_review_state")),
        sa.CheckConstraint("outcome IN ('kept','accepted','struck','explained')", name=op.f("ck_visit_review_outcome")),
        sa.CheckConstraint("(state = 'decided') = (outcome IS NOT NULL)", name=op.f("ck_visit_review_decided")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_review_visit_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["look_id"], ["visit_look.id"], name=op.f("fk_visit_review_look_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_review")),
        sa.UniqueConstraint("ref", name=op.f("uq_visit_review_ref")),
    )
    op.create_index("ix_visit_review_state", "visit_review", ["state", "visited_at"])
    op.create_index("ix_visit_review_visitor", "visit_review", ["visitor"])
    op.create_index("ix_visit_review_device", "visit_review", ["device"])
    op.create_table(
        "visit_review_event",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", WHEN, server_default=NOW, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True, comment="null where a look did it"),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reasons", postgresql.ARRAY(sa.String()), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit_review.visit_id"], name=op.f("fk_visit_review_event_visit_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit_id", "seq", name=op.f("pk_visit_review_event")),
    )  # fmt: skip


def _devices() -> None:
    op.create_table(
        "device_mixup",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("frame", sa.String(), nullable=True, comment="gcj02 or bd09; null where no frame explains it"),
        sa.Column("east_m", sa.Double(), nullable=False),
        sa.Column("north_m", sa.Double(), nullable=False),
        sa.Column("resultant", sa.Double(), nullable=False),
        sa.Column("left_m", sa.Double(), nullable=False, comment="off in the middle once put right"),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("offsets", postgresql.JSONB(), nullable=False, comment="east and north, of the newest ones"),
        sa.Column("grid_ids", postgresql.ARRAY(sa.Integer()), nullable=False,
                  comment="of the addresses, in any edition"),
        sa.Column("found_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("state", sa.String(), server_default="found", nullable=False),
        sa.Column("decided_at", WHEN, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('found','corrected','dismissed')", name=op.f("ck_device_mixup_state")),
        sa.ForeignKeyConstraint(["look_id"], ["visit_look.id"], name=op.f("fk_device_mixup_look_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_mixup")),
    )  # fmt: skip
    found = sa.text("state = 'found'")
    op.create_index("uq_device_mixup_found", "device_mixup", ["device"], unique=True, postgresql_where=found)
    op.create_table(
        "visit_correction",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("mixup_id", sa.Integer(), nullable=False),
        place("geom"),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_correction_visit_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mixup_id"], ["device_mixup.id"], name=op.f("fk_visit_correction_mixup_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_correction")),
    )
    op.create_index(op.f("ix_visit_correction_mixup_id"), "visit_correction", ["mixup_id"])


def downgrade() -> None:
    for table in ("visit_correction", "device_mixup", "visit_review_event", "visit_review", "visit_look",
                  "visit_limit"):  # fmt: skip
        op.drop_table(table)
    op.drop_index("ix_visit_device", "visit")
    for column in ("received_at", "sent_at", "left_at", "form"):
        op.drop_column("visit", column)
