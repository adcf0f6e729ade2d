-- As 0015 and 0018 made them.
CREATE OR REPLACE FUNCTION app.places_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        lost text;
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0] || 's');
        PERFORM FROM edition WHERE id IN (SELECT edition_id FROM changed) FOR KEY SHARE;
        PERFORM FROM zone WHERE id IN (SELECT grid_id FROM changed) FOR KEY SHARE;
        EXECUTE format($lost$
            SELECT concat_ws(', ',
                'point ' || (SELECT min(CAST(point_id AS text)) FROM changed t
                             WHERE NOT EXISTS (SELECT FROM %I p WHERE p.id = t.point_id)),
                'edition ' || (SELECT min(edition_id) FROM changed t
                               WHERE NOT EXISTS (SELECT FROM edition e WHERE e.id = t.edition_id)),
                'grid ' || (SELECT min(grid_id) FROM changed t
                            WHERE NOT EXISTS (SELECT FROM zone z WHERE z.id = t.grid_id)))
            $lost$, TG_ARGV[0]) INTO lost;
        IF lost <> '' THEN
            RAISE EXCEPTION '% refers to nothing: %', TG_TABLE_NAME, lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
CREATE OR REPLACE FUNCTION app.points_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0] || 's');
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM point_cell WHERE kind = TG_ARGV[0];
        ELSIF TG_NAME IN ('count_new', 'count_moved') THEN
            INSERT INTO point_cell AS c (kind, edition_id, cell, grid_id, n, doubtful, sum_x, sum_y, ref)
            SELECT TG_ARGV[0], edition_id, quadkey >> 4 AS cell, coalesce(grid_id, nearest_grid_id, 0) AS grid,
                   count(*), count(*) FILTER (WHERE t.doubtful),
                   sum(CAST(tile_x AS float8)), sum(CAST(tile_y AS float8)), min(t.ref COLLATE "C")
            FROM changed t GROUP BY edition_id, quadkey >> 4, coalesce(grid_id, nearest_grid_id, 0)
            ON CONFLICT (kind, edition_id, cell, grid_id) DO UPDATE
                SET n = c.n + excluded.n, doubtful = c.doubtful + excluded.doubtful,
                    sum_x = c.sum_x + excluded.sum_x, sum_y = c.sum_y + excluded.sum_y,
                    ref = least(c.ref COLLATE "C", excluded.ref COLLATE "C");
        ELSE
            EXECUTE format($left$
                WITH t AS MATERIALIZED (
                    SELECT edition_id, quadkey >> 4 AS cell, coalesce(grid_id, nearest_grid_id, 0) AS grid_id,
                           count(*) AS n, count(*) FILTER (WHERE doubtful) AS doubtful,
                           sum(CAST(tile_x AS float8)) AS sum_x, sum(CAST(tile_y AS float8)) AS sum_y,
                           min(ref COLLATE "C") AS ref
                    FROM changed GROUP BY edition_id, quadkey >> 4, coalesce(grid_id, nearest_grid_id, 0)
                ), emptied AS (
                    DELETE FROM point_cell c USING t
                    WHERE c.kind = %1$L AND (c.edition_id, c.cell, c.grid_id) = (t.edition_id, t.cell, t.grid_id)
                      AND c.n = t.n
                )
                UPDATE point_cell c
                SET n = c.n - t.n, doubtful = c.doubtful - t.doubtful,
                    sum_x = c.sum_x - t.sum_x, sum_y = c.sum_y - t.sum_y,
                    ref = CASE WHEN c.ref = t.ref THEN coalesce(
                        (SELECT min(l.ref COLLATE "C") FROM %2$I l
                         WHERE l.edition_id = c.edition_id AND l.quadkey >= c.cell << 4
                           AND l.quadkey < (c.cell + 1) << 4
                           AND coalesce(l.grid_id, l.nearest_grid_id, 0) = c.grid_id), c.ref) ELSE c.ref END
                FROM t
                WHERE c.kind = %1$L AND (c.edition_id, c.cell, c.grid_id) = (t.edition_id, t.cell, t.grid_id)
                  AND c.n > t.n
                $left$, TG_ARGV[0], TG_TABLE_NAME);
        END IF;
        RETURN NULL;
    END $$;
CREATE OR REPLACE FUNCTION app.events_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        lost text;
    BEGIN
        EXECUTE 'SELECT FROM matter m WHERE m.id IN (SELECT matter_id FROM changed)
                 AND m.xmin <> CAST(pg_current_xact_id() AS xid) FOR KEY SHARE';
        EXECUTE 'SELECT min(CAST(t.matter_id AS text)) FROM changed t
                 WHERE NOT EXISTS (SELECT FROM matter m WHERE m.id = t.matter_id)' INTO lost;
        IF lost IS NOT NULL THEN
            RAISE EXCEPTION 'matter_event refers to no matter: %', lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
