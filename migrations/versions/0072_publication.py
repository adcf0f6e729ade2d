"""What a cycle came to is frozen and published: the result for all staff, what it rests on for the office alone."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0066"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
TABLES = ("assessment_publication", "assessment_snapshot", "assessment_publication_event")
OFFICE = "(SELECT app.sees_everything())"


def upgrade() -> None:
    op.create_table(
        "assessment_publication",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("reason", sa.String(), nullable=False,
                  comment="why it is published again; may be empty for the first"),
        sa.Column("notice_until", sa.Date(), nullable=False, comment="the last local day of the notice"),
        sa.Column("result", sa.LargeBinary(), nullable=False,
                  comment="canonical JSON: scores, places, grades, ranges"),
        sa.Column("result_sha256", sa.String(), nullable=False),
        sa.Column("inputs_sha256", sa.String(), nullable=False),
        sa.Column("code_sha256", sa.String(), nullable=False, comment="of the sources that computed it"),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("revision = 1 OR reason <> ''", name=op.f("ck_assessment_publication_reason")),
        sa.ForeignKeyConstraint(["cycle_id"], ["assessment_cycle.id"],
                                name=op.f("fk_assessment_publication_cycle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_publication")),
        sa.UniqueConstraint("cycle_id", "revision", name=op.f("uq_assessment_publication_cycle_id_revision")),
    )  # fmt: skip
    op.create_table(
        "assessment_snapshot",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["assessment_publication.id"],
                                name=op.f("fk_assessment_snapshot_publication_id")),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_assessment_snapshot")),
    )  # fmt: skip
    op.create_table(
        "assessment_publication_event",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("act IN ('announced','withdrawn','concluded','published')",
                           name=op.f("ck_assessment_publication_event_act")),
        sa.ForeignKeyConstraint(["publication_id"], ["assessment_publication.id"],
                                name=op.f("fk_assessment_publication_event_publication_id")),
        sa.PrimaryKeyConstraint("publication_id", "seq", name=op.f("pk_assessment_publication_event")),
    )  # fmt: skip
    for table in TABLES:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO xunge_app")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY office ON {table} FOR ALL TO xunge_app USING ({OFFICE})")
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION app.only_added_to()"
        )
    op.execute(
        "CREATE POLICY published ON assessment_publication_event FOR SELECT TO xunge_app USING (act = 'published')"
    )
    op.execute(
        "CREATE POLICY published ON assessment_publication FOR SELECT TO xunge_app USING (EXISTS ("
        "SELECT FROM assessment_publication_event e WHERE e.publication_id = id AND e.act = 'published'))"
    )


def downgrade() -> None:
    op.execute("DROP POLICY published ON assessment_publication")
    for table in reversed(TABLES):
        op.drop_table(table)
