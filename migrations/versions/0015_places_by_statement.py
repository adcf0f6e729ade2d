"""What a place refers to is held once a statement, not once a row; cells are counted by difference."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = ("household", "matter", "visit")


def upgrade() -> None:
    op.drop_constraint("fk_point_cell_edition_id", "point_cell", type_="foreignkey")
    for kind in KINDS:
        table = f"{kind}_location"
        for column in ("edition_id", "grid_id", "point_id"):
            op.drop_constraint(f"fk_{table}_{column}", table, type_="foreignkey")
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        op.create_primary_key(f"pk_{table}", table, ["point_id", "edition_id"])
        op.drop_index(f"ix_{table}_point", table_name=table)
    run("0015_places_by_statement.sql")


def downgrade() -> None:
    run("0015_places_by_statement.down.sql")
    for kind in KINDS:
        table = f"{kind}_location"
        op.create_index(f"ix_{table}_point", table, ["point_id"])
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        op.create_primary_key(f"pk_{table}", table, ["edition_id", "point_id"])
        op.create_foreign_key(f"fk_{table}_edition_id", table, "edition", ["edition_id"], ["id"])
        op.create_foreign_key(f"fk_{table}_grid_id", table, "zone", ["grid_id"], ["id"])
        op.create_foreign_key(f"fk_{table}_point_id", table, kind, ["point_id"], ["id"], ondelete="CASCADE")
    op.create_foreign_key("fk_point_cell_edition_id", "point_cell", "edition", ["edition_id"], ["id"])


def run(name: str) -> None:
    rules = Path(__file__).with_name(name).read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(rules.replace("%", "%%"))
