"""Assessment: cycles, marks, the ledger with its evidence, what is derived of it, and what a change touches."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0049"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
NOW = sa.text("now()")
TABLES = ("assessment_score", "assessment_entry_evidence", "assessment_entry", "assessment_mark", "assessment_changed",
          "assessment_run", "assessment_span", "assessment_cycle")  # fmt: skip


def upgrade() -> None:
    cycles()
    marks()
    entries()
    run("0036_assessment.sql")


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    run("0036_assessment.down.sql")
    for table in TABLES:
        op.drop_table(table)


def cycles() -> None:
    op.create_table(
        "assessment_cycle",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="the period, as services.measures.period writes it"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False, comment="the rubric's own name"),
        sa.Column("rubric_version_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("scored", sa.Boolean(), nullable=False, comment="from evidence; else it is combined from its parts"),
        sa.Column("starts_at", WHEN, nullable=False, comment="local midnight"),
        sa.Column("stops_at", WHEN, nullable=False),
        sa.Column("zone", sa.String(), nullable=False, comment="of its local days"),
        sa.Column(
            "around_m",
            sa.Integer(),
            nullable=False,
            comment="how far outside all grids is still the surroundings of the nearest",
        ),
        sa.Column("opened_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('month','quarter','half','year')", name=op.f("ck_assessment_cycle_kind")),
        sa.CheckConstraint("starts_at < stops_at", name=op.f("ck_assessment_cycle_period")),
        sa.ForeignKeyConstraint(["parent_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_cycle_parent_id")),
        sa.ForeignKeyConstraint(
            ["rubric_version_id"], ["rubric_version.id"], name=op.f("fk_assessment_cycle_rubric_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_cycle")),
        sa.UniqueConstraint("rubric", "key", name=op.f("uq_assessment_cycle_rubric_key")),
    )
    op.create_index(op.f("ix_assessment_cycle_parent_id"), "assessment_cycle", ["parent_id"], unique=False)
    op.create_index(
        op.f("ix_assessment_cycle_rubric_version_id"), "assessment_cycle", ["rubric_version_id"], unique=False
    )
    op.create_table(
        "assessment_changed",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=True, comment="null: of all"),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_changed_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_changed")),
    )
    op.create_index(op.f("ix_assessment_changed_cycle_id"), "assessment_changed", ["cycle_id"], unique=False)
    op.create_table(
        "assessment_run",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column(
            "whole", sa.Boolean(), nullable=False, comment="all objects, not only those that something changed of"
        ),
        sa.Column("as_of", WHEN, nullable=False, comment="deadlines before it have passed"),
        sa.Column("objects", sa.Integer(), nullable=False, comment="how many were reckoned"),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", WHEN, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_run_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_run")),
    )
    op.create_index(op.f("ix_assessment_run_cycle_id"), "assessment_run", ["cycle_id"], unique=False)
    op.create_table(
        "assessment_span",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", WHEN, nullable=False),
        sa.Column("stops_at", WHEN, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_span_cycle_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_assessment_span_edition_id")),
        sa.PrimaryKeyConstraint("cycle_id", "starts_at", name=op.f("pk_assessment_span")),
    )


def marks() -> None:
    op.create_table(
        "assessment_mark",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False, comment="the evidence that it is, without marks."),
        sa.Column("standing", sa.String(), server_default="scored", nullable=False),
        sa.Column("points", sa.Numeric(), nullable=True, comment="null for an event that a rule weighs"),
        sa.Column("level", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("counters", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", WHEN, server_default=NOW, nullable=False),
        sa.CheckConstraint("object_kind IN ('grid','area','community')", name=op.f("ck_assessment_mark_object_kind")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_assessment_mark_reason")),
        sa.CheckConstraint(
            "standing IN ('scored','not_applicable','refused')", name=op.f("ck_assessment_mark_standing")
        ),
        sa.ForeignKeyConstraint(["counters"], ["assessment_mark.id"], name=op.f("fk_assessment_mark_counters")),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_mark_cycle_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_assessment_mark_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_mark")),
    )
    op.create_index("ix_assessment_mark_cycle", "assessment_mark", ["cycle_id", "name"], unique=False)
    op.create_index(
        "uq_assessment_mark_counters",
        "assessment_mark",
        ["counters"],
        unique=True,
        postgresql_where=sa.text("counters IS NOT NULL"),
    )
    op.create_table(
        "assessment_score",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="of the item or component; empty for the total"),
        sa.Column("points", sa.Numeric(), nullable=True, comment="null where nothing could be scored"),
        sa.Column("maximum", sa.Numeric(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("missing", sa.Numeric(), nullable=False, comment="share of the weight that is missing, in per cent"),
        sa.Column("inspections", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "days", sa.Integer(), server_default="0", nullable=False, comment="of the cycle in which the object existed"
        ),
        sa.Column(
            "unranked",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="why it has no rank, as catalog key and values; null where it has one",
        ),
        sa.Column(
            "grade_caps",
            sa.ARRAY(sa.String()),
            server_default="{}",
            nullable=False,
            comment="the best grades that vetoes leave",
        ),
        sa.CheckConstraint("object_kind IN ('grid','area','community')", name=op.f("ck_assessment_score_object_kind")),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_score_cycle_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_assessment_score_zone_id")),
        sa.PrimaryKeyConstraint("cycle_id", "zone_id", "object_kind", "part", "key", name=op.f("pk_assessment_score")),
    )


def entries() -> None:
    op.create_table(
        "assessment_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("object_kind", sa.String(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.String(),
            nullable=False,
            comment="of what it is a step: an item, a component's weighting, the total",
        ),
        sa.Column("component", sa.String(), nullable=False, comment="empty for the total"),
        sa.Column("item", sa.String(), nullable=False, comment="empty for a component and the total"),
        sa.Column(
            "step", sa.Integer(), nullable=False, comment="its place on the way from the opening to the total, from 1"
        ),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("rubric_version_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Numeric(), nullable=False),
        sa.Column(
            "said",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="the arithmetic as catalog key and values",
        ),
        sa.Column("subject", sa.String(), nullable=False, comment="what its evidence is; empty for none"),
        sa.Column("evidence", sa.Integer(), nullable=False, comment="how many pieces of evidence it rests on"),
        sa.Column(
            "digest", sa.String(), nullable=False, comment="of its evidence, so that the same is known as the same"
        ),
        sa.Column("counters", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", WHEN, server_default=NOW, nullable=False),
        sa.CheckConstraint("object_kind IN ('grid','area','community')", name=op.f("ck_assessment_entry_object_kind")),
        sa.CheckConstraint("part IN ('item','component','total')", name=op.f("ck_assessment_entry_part")),
        sa.ForeignKeyConstraint(["counters"], ["assessment_entry.id"], name=op.f("fk_assessment_entry_counters")),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"], name=op.f("fk_assessment_entry_cycle_id")),
        sa.ForeignKeyConstraint(
            ["rubric_version_id"], ["rubric_version.id"], name=op.f("fk_assessment_entry_rubric_version_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["assessment_run.id"], name=op.f("fk_assessment_entry_run_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_assessment_entry_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_entry")),
    )
    op.create_index(
        "ix_assessment_entry_object", "assessment_entry", ["cycle_id", "zone_id", "object_kind"], unique=False
    )
    op.create_index(
        "uq_assessment_entry_counters",
        "assessment_entry",
        ["counters"],
        unique=True,
        postgresql_where=sa.text("counters IS NOT NULL"),
    )
    op.create_table(
        "assessment_entry_evidence",
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("ref", sa.Uuid(), nullable=False, comment="its key; of a month, its number as one"),
        sa.Column(
            "geom",
            Geometry("POINT", srid=4326, spatial_index=False),
            nullable=True,
            comment="null for what has no place",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["assessment_entry.id"], name=op.f("fk_assessment_entry_evidence_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "ref", name=op.f("pk_assessment_entry_evidence")),
    )
