"""Cycles of coverage: what visits found, statements on addresses, and the levels counted by grid."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)
NOW = sa.text("now()")
COUNTS = ("expected", "registered", "visited", "verified", "collected", "vacant", "refused", "no_contact",
          "inaccessible", "missing", "excluded")  # fmt: skip
KEY = ("cycle_id", "edition_id", "grid_id")


def upgrade() -> None:
    found = sa.Column("found", sa.String(), comment="at the door; where nothing is said, it was collected")
    op.add_column("visit", found)
    op.create_check_constraint(op.f("ck_visit_found"), "visit", "found IN ('collected','nobody','refused','vacant')")
    op.create_index("ix_visit_household_ref", "visit", ["household_ref"], postgresql_where=sa.text("kind = 'visit'"))
    cycles()
    statements()
    derived()
    run("0027_coverage.sql")


def cycles() -> None:
    op.create_table(
        "coverage_cycle",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("key", sa.String(), nullable=False, comment="the period, as services.measures.period writes it"),
        sa.Column("register_edition_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", WHEN, nullable=False, comment="local midnight"),
        sa.Column("stops_at", WHEN, nullable=False),
        sa.Column("zone", sa.String(), nullable=False, comment="of its local days"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="at different times, until there is no contact"),
        sa.Column("fresh_days", sa.Integer(), nullable=False, comment="how old the last verified visit may be"),
        sa.Column("near_m", sa.Float(), nullable=False,
                  comment="a visit is at the address within this, or twice its accuracy"),
        sa.Column("opened_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("starts_at < stops_at", name=op.f("ck_coverage_cycle_period")),
        sa.ForeignKeyConstraint(
            ["register_edition_id"], ["register_edition.id"], name=op.f("fk_coverage_cycle_register_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_cycle")),
        sa.UniqueConstraint("key", name=op.f("uq_coverage_cycle_key")),
    )  # fmt: skip
    op.create_index(op.f("ix_coverage_cycle_register_edition_id"), "coverage_cycle", ["register_edition_id"])


def statements() -> None:
    op.create_table(
        "address_statement",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False, comment="number of a photo or document"),
        sa.Column("stated_at", WHEN, server_default=NOW, nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_at", WHEN, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('inaccessible','excluded')", name=op.f("ck_address_statement_kind")),
        sa.CheckConstraint(
            "reason IN ('locked','unsafe','works','cut_off') AND kind = 'inaccessible'"
            " OR reason IN ('demolished','no_dwelling','double','outside') AND kind = 'excluded'",
            name=op.f("ck_address_statement_reason"),
        ),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_address_statement_evidence")),
        sa.CheckConstraint("(approved IS NULL) = (decided_at IS NULL)", name=op.f("ck_address_statement_decided")),
        sa.CheckConstraint("decided_by <> stated_by", name=op.f("ck_address_statement_another")),
        sa.ForeignKeyConstraint(["cycle_id"], ["coverage_cycle.id"], name=op.f("fk_address_statement_cycle_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_address_statement_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_statement")),
    )
    op.create_index(op.f("ix_address_statement_household_id"), "address_statement", ["household_id"])
    standing = sa.text("approved IS NOT FALSE")
    op.create_index(
        "uq_address_statement_standing", "address_statement", ["cycle_id", "household_id"],
        unique=True, postgresql_where=standing,
    )  # fmt: skip


def derived() -> None:
    def key() -> list[sa.Column[int]]:
        return [sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in KEY]

    op.create_table(
        "coverage_grid",
        *key(),
        sa.Column("inside", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint(*KEY, "inside", name=op.f("pk_coverage_grid")),
    )
    op.create_table(
        "coverage_day",
        *key(),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False, comment="verified in the cycle that day for the first time"),
        sa.Column("last", sa.Integer(), nullable=False,
                  comment="verified that day for the last time, in this cycle or before"),
        sa.Column("complete", sa.Integer(), nullable=False,
                  comment="of these, verified in the cycle and completely on record"),
        sa.PrimaryKeyConstraint(*KEY, "inside", "day", name=op.f("pk_coverage_day")),
    )  # fmt: skip


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))


def downgrade() -> None:
    run("0027_coverage.down.sql")
    for table in ("coverage_day", "coverage_grid", "address_statement", "coverage_cycle"):
        op.drop_table(table)
    op.drop_index("ix_visit_household_ref", "visit")
    op.drop_column("visit", "found")
