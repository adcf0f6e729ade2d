"""Jobs and their queue, files on their way in, batches that can be undone.

The queue's own tables and functions come from the installed library and lie in a schema of their own. A later
version of the library that changes them brings its steps along (procrastinate/sql/migrations): they then
belong into a later revision.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), server_default="waiting", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "total", sa.Integer(), server_default="0", nullable=False,
            comment="0 while nobody can say how much there is",
        ),
        sa.Column(
            "sentence", postgresql.JSONB(astext_type=sa.Text()), nullable=True,
            comment="what it does now, or why it ended so",
        ),
        sa.Column("arguments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','running','done','failed','cancelled','interrupted')", name=op.f("ck_job_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )  # fmt: skip
    op.create_index("ix_job_person_id_created_at", "job", ["person_id", "created_at"], unique=False)
    op.create_index(
        "ix_job_open", "job", ["state"], unique=False, postgresql_where=sa.text("state IN ('waiting','running')")
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "file_name", sa.String(), nullable=False,
            comment="the file that names the others: of a shapefile the .shp",
        ),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("look_job", sa.Uuid(), nullable=True),
        sa.Column("check_job", sa.Uuid(), nullable=True),
        sa.Column("write_job", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["look_job"], ["job.id"], name=op.f("fk_upload_look_job")),
        sa.ForeignKeyConstraint(["check_job"], ["job.id"], name=op.f("fk_upload_check_job")),
        sa.ForeignKeyConstraint(["write_job"], ["job.id"], name=op.f("fk_upload_write_job")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_upload_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )  # fmt: skip
    op.create_index("ix_upload_person_id_created_at", "upload", ["person_id", "created_at"], unique=False)
    op.add_column("batch", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("batch", sa.Column("undone_by", sa.Uuid(), nullable=True))
    op.execute("CREATE SCHEMA queue")
    op.execute("SET LOCAL search_path = queue")
    # By the driver itself: the text has per cent signs and many statements.
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())
    op.execute("SET LOCAL search_path TO DEFAULT")
    rules = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules)


def downgrade() -> None:
    op.execute("DROP SCHEMA queue CASCADE")
    op.drop_column("batch", "undone_by")
    op.drop_column("batch", "undone_at")
    op.drop_table("upload")
    op.drop_table("job")
