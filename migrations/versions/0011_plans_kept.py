"""What row-level security asks of every statement is planned once a connection, no longer once a statement."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEES_EVERYTHING = "SELECT EXISTS (SELECT 1 FROM person WHERE id = app.person_id() AND active AND role = 'office')"
MY_GRIDS = """SELECT coalesce(array_agg(DISTINCT b.zone_id), '{}')
        FROM boundary b
        JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
        JOIN edition e ON e.id = b.edition_id AND e.status = 'in_force'
        WHERE b.path && (
            SELECT coalesce(array_agg(pz.zone_id), '{}')
            FROM person_zone pz
            JOIN person p ON p.id = pz.person_id AND p.active AND p.role <> 'forum'
            WHERE pz.person_id = app.person_id())"""
ASKED = {"sees_everything() RETURNS boolean": SEES_EVERYTHING, "my_grids() RETURNS int[]": MY_GRIDS}
HEAD = "CREATE OR REPLACE FUNCTION app.{name} LANGUAGE {language} STABLE SECURITY DEFINER SET search_path = public, pg_temp"


def define(language: str, body: str) -> None:
    for name, query in ASKED.items():
        op.execute(HEAD.format(name=name, language=language) + f" AS $$ {body % query} $$")


def upgrade() -> None:
    # A function in SQL that may not be inlined is parsed and planned at each call.
    define("plpgsql", "BEGIN RETURN (%s); END")


def downgrade() -> None:
    define("sql", "%s")
