"""The life of a matter: departments, events, limits, and in its row what the events add up to."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STAGES = "'reported','accepted','filed','dispatched','handled','checked','closed','voided'"


def when(name, **more):
    return sa.Column(name, sa.DateTime(timezone=True), **more)


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_department")),
    )
    op.create_table(
        "matter_limit",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("stage", sa.String(), nullable=False, comment="close: the whole way from the report"),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("class_code", sa.String(), nullable=True, comment="without code and class it is for all"),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("amount", sa.Numeric(8, 2), nullable=True, comment="null: no limit from that day on"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint("stage IN ('file','dispatch','handle','check','close')", name=op.f("ck_matter_limit_stage")),
        sa.CheckConstraint(
            "clock IN ('urgent','working_hours','workdays','calendar_days')", name=op.f("ck_matter_limit_clock")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_matter_limit_amount")),
        sa.CheckConstraint("code IS NULL OR class_code IS NULL", name=op.f("ck_matter_limit_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_limit")),
    )
    for column in columns():
        op.add_column("matter", column)
    op.create_check_constraint(op.f("ck_matter_stage"), "matter", f"stage IN ({STAGES})")
    op.create_foreign_key(op.f("fk_matter_department"), "matter", "department", ["department"], ["code"])
    op.alter_column("matter", "due_at", comment="for closing it, deferrals counted in")
    op.create_index(
        "ix_matter_open", "matter", ["department", "due_at"],
        postgresql_where=sa.text("stage NOT IN ('closed','voided')"),
    )  # fmt: skip
    op.create_table(
        "matter_event",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        when("at", nullable=False),
        when("recorded_at", server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True, comment="null where it came in a file"),
        sa.Column("department", sa.String(), nullable=True, comment="to which it was dispatched"),
        sa.Column("stage", sa.String(), nullable=True, comment="in which it was taken over from another system"),
        when("until", nullable=True, comment="end of a deferral"),
        when("due_at", nullable=True),
        sa.Column("due_clock", sa.String(), nullable=True),
        when("stage_due_at", nullable=True),
        sa.Column("stage_clock", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True, comment="the hash of a photo, or the number of a paper"),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_event_matter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("matter_id", "seq", name=op.f("pk_matter_event")),
    )
    rules = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules)


def columns():
    def number(name):
        return sa.Column(name, sa.SmallInteger(), server_default="0", nullable=False)

    def yes_no(name, **more):
        return sa.Column(name, sa.Boolean(), server_default="false", nullable=False, **more)

    return (
        yes_no("urgent"),
        sa.Column("reported_by", sa.Uuid(), nullable=True, comment="null where it came in a file"),
        sa.Column("stage", sa.String(), server_default="reported", nullable=False),
        sa.Column("seq", sa.Integer(), server_default="1", nullable=False, comment="the number of its last event"),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("due_clock", sa.String(), nullable=True, comment="null where the deadline was given"),
        when("stage_due_at", nullable=True, comment="for leaving the stage"),
        sa.Column("stage_clock", sa.String(), nullable=True),
        when("filing_due_at", nullable=True),
        when("filed_at", nullable=True),
        when("dispatched_at", nullable=True, comment="for the first time"),
        when("handling_due_at", nullable=True),
        when("handled_at", nullable=True),
        when("voided_at", nullable=True),
        when("deferred_until", nullable=True, comment="the last deferral's end"),
        number("deferrals"),
        number("returns"),
        number("reworks"),
        yes_no("supervised"),
        yes_no("appealed", comment="an appeal waits for its decision"),
        yes_no("self_handled"),
    )


def downgrade() -> None:
    op.execute("DROP POLICY report ON matter_location")
    op.execute("DROP POLICY report ON matter")
    op.drop_table("matter_event")
    op.execute("DROP FUNCTION app.reported_by_me(uuid), app.may_report()")
    op.execute("DROP SEQUENCE matter_number")
    op.drop_index("ix_matter_open", table_name="matter")
    op.drop_constraint(op.f("fk_matter_department"), "matter")
    op.drop_constraint(op.f("ck_matter_stage"), "matter")
    op.alter_column("matter", "due_at", comment=None)
    for column in reversed(columns()):
        op.drop_column("matter", column.name)
    op.drop_table("matter_limit")
    op.drop_table("department")
