"""A person's grids come from editions that are in force or were, never from one that was withdrawn."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MY_GRIDS = """
CREATE OR REPLACE FUNCTION app.my_grids() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        SELECT coalesce(array_agg(DISTINCT b.zone_id), '{{}}')
        FROM boundary b
        JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
        {editions}
        WHERE b.path && (
            SELECT coalesce(array_agg(pz.zone_id), '{{}}')
            FROM person_zone pz
            JOIN person p ON p.id = pz.person_id AND p.active AND p.role <> 'forum'
            WHERE pz.person_id = app.person_id())
    $$;
"""


def upgrade() -> None:
    op.execute(MY_GRIDS.format(editions="JOIN edition e ON e.id = b.edition_id AND e.status = 'in_force'"))
    # Withdrawing an edition changes scopes, and so every tile that is kept for one.
    op.execute(
        "CREATE TRIGGER raise_version AFTER UPDATE OF status ON edition "
        "FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones', 'scope')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER raise_version ON edition")
    op.execute(MY_GRIDS.format(editions=""))
