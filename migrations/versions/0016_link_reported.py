"""A matter that somebody reports is linked with those that it repeats, whoever may see them."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION app.link_reported(reported uuid, metres float8, days float8) RETURNS integer
            LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
        AS $$
            WITH pair AS (
                INSERT INTO matter_pair (first_id, again_id, apart_m)
                SELECT o.id, m.id, d.metres
                FROM matter m
                JOIN matter o ON o.code = m.code AND o.id <> m.id
                    AND o.opened_at BETWEEN m.opened_at - make_interval(secs => days * 86400) AND m.opened_at
                CROSS JOIN LATERAL (
                    SELECT ST_Distance(CAST(o.geom AS geography), CAST(m.geom AS geography)) AS metres
                ) d
                WHERE m.id = reported AND app.reported_by_me(m.id) AND link_reported.metres > 0 AND d.metres <= link_reported.metres
                  AND NOT EXISTS (
                      SELECT FROM default_point p WHERE p.stands AND (ST_Equals(p.geom, m.geom) OR ST_Equals(p.geom, o.geom)))
                ON CONFLICT DO NOTHING
                RETURNING 1
            )
            SELECT CAST(count(*) AS integer) FROM pair
        $$
        """
    )
    op.execute("REVOKE ALL ON FUNCTION app.link_reported(uuid, float8, float8) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION app.link_reported(uuid, float8, float8) TO xunge_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION app.link_reported(uuid, float8, float8)")
