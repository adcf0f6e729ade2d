"""Versions of rubrics: drafts of the office, and approved ones that nothing changes any more."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
STATE = (
    "(state = 'draft' AND approved_at IS NULL AND valid_from IS NULL AND decision IS NULL)"
    " OR (state = 'approved' AND approved_at IS NOT NULL AND valid_from IS NOT NULL AND decision IS NOT NULL)"
)
# What is approved stays, whoever asks; a draft is approved or thrown away, and what it says is not exchanged.
KEEP = """
CREATE FUNCTION app.rubric_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'approved' THEN
        RAISE EXCEPTION 'version % of rubric % is approved and does not change', OLD.number, OLD.rubric;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.rubric, NEW.number, NEW.file, NEW.canonical, NEW.sha256, NEW.added_by, NEW.added_at)
        IS DISTINCT FROM
        (OLD.id, OLD.rubric, OLD.number, OLD.file, OLD.canonical, OLD.sha256, OLD.added_by, OLD.added_at) THEN
        RAISE EXCEPTION 'what version % of rubric % says is not exchanged', OLD.number, OLD.rubric;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON rubric_version FOR EACH ROW EXECUTE FUNCTION app.rubric_kept();
CREATE FUNCTION app.rubric_not_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'versions of rubrics are kept';
END $$;
CREATE TRIGGER not_emptied BEFORE TRUNCATE ON rubric_version
    FOR EACH STATEMENT EXECUTE FUNCTION app.rubric_not_emptied();
CREATE FUNCTION app.reads_rubrics() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM person WHERE id = app.person_id() AND active AND role <> 'forum') $$;
REVOKE ALL ON FUNCTION app.reads_rubrics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.reads_rubrics() TO xunge_app;
ALTER TABLE rubric_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY kept_by_office ON rubric_version FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
CREATE POLICY read_once_approved ON rubric_version FOR SELECT TO xunge_app
    USING (state = 'approved' AND (SELECT app.reads_rubrics()));
GRANT SELECT, INSERT, UPDATE, DELETE ON rubric_version TO xunge_app;
"""


def upgrade() -> None:
    op.create_table(
        "rubric_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False, comment="the id in the file"),
        sa.Column("number", sa.Integer(), nullable=False, comment="of this rubric, from 1"),
        sa.Column("file", sa.String(), nullable=False, comment="the text as it was handed in"),
        sa.Column("canonical", sa.LargeBinary(), nullable=False,
                  comment="what holds, as bytes that are the same for the same rubric"),
        sa.Column("sha256", sa.String(), nullable=False, comment="of the canonical bytes"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", WHEN, server_default=sa.text("now()"), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", WHEN, nullable=True),
        sa.Column("decision", sa.String(), nullable=True,
                  comment="who decided and under which number, as the approver wrote it"),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="local day from which cycles may open on it"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_rubric_version_number")),
        sa.CheckConstraint("sha256 = encode(sha256(canonical), 'hex')", name=op.f("ck_rubric_version_sha256")),
        sa.CheckConstraint(STATE, name=op.f("ck_rubric_version_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rubric_version")),
        sa.UniqueConstraint("rubric", "number", name=op.f("uq_rubric_version_rubric_number")),
    )  # fmt: skip
    op.get_bind().exec_driver_sql(KEEP.replace("%", "%%"))


def downgrade() -> None:
    op.drop_table("rubric_version")
    op.execute("DROP FUNCTION app.rubric_kept(); DROP FUNCTION app.rubric_not_emptied()")
    op.execute("DROP FUNCTION app.reads_rubrics()")
