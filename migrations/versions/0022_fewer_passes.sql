-- The rows of a statement are many, what they refer to is little: each pass over them is spared where it can be.

-- Editions and grids are asked for once each, not once a place. The row of a layer's version makes every writer and
-- remover of points wait, as before.
CREATE OR REPLACE FUNCTION app.places_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        editions int[];
        grids int[];
        lost text;
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0] || 's');
        SELECT array_agg(DISTINCT edition_id), array_agg(DISTINCT grid_id) FILTER (WHERE grid_id IS NOT NULL)
        INTO editions, grids
        FROM (SELECT edition_id, grid_id FROM changed GROUP BY edition_id, grid_id) named;
        PERFORM FROM edition WHERE id = ANY (editions) FOR KEY SHARE;
        PERFORM FROM zone WHERE id = ANY (grids) FOR KEY SHARE;
        EXECUTE format($lost$
            SELECT concat_ws(', ',
                'point ' || (SELECT min(CAST(point_id AS text)) FROM changed t
                             WHERE NOT EXISTS (SELECT FROM %I p WHERE p.id = t.point_id)),
                'edition ' || (SELECT min(n) FROM unnest($1) n WHERE NOT EXISTS (SELECT FROM edition WHERE id = n)),
                'grid ' || (SELECT min(n) FROM unnest($2) n WHERE NOT EXISTS (SELECT FROM zone WHERE id = n)))
            $lost$, TG_ARGV[0]) INTO lost USING editions, grids;
        IF lost <> '' THEN
            RAISE EXCEPTION '% refers to nothing: %', TG_TABLE_NAME, lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;

-- Events of matters that the same transaction wrote are looked up once; only where others wrote some, they are locked,
-- and looked up again under the lock.
CREATE OR REPLACE FUNCTION app.events_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        lost text;
        others boolean;
    BEGIN
        EXECUTE 'SELECT min(CAST(t.matter_id AS text)) FILTER (WHERE m.id IS NULL),
                        bool_or(m.xmin <> CAST(pg_current_xact_id() AS xid))
                 FROM changed t LEFT JOIN matter m ON m.id = t.matter_id' INTO lost, others;
        IF others THEN
            EXECUTE 'SELECT FROM matter m WHERE m.id IN (SELECT matter_id FROM changed)
                     AND m.xmin <> CAST(pg_current_xact_id() AS xid) FOR KEY SHARE';
            EXECUTE 'SELECT min(CAST(t.matter_id AS text)) FROM changed t
                     WHERE NOT EXISTS (SELECT FROM matter m WHERE m.id = t.matter_id)' INTO lost;
        END IF;
        IF lost IS NOT NULL THEN
            RAISE EXCEPTION 'matter_event refers to no matter: %', lost USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;

-- Cells that are there are added to, the others inserted: the layer's version keeps other writers out, so that no row
-- needs to be asked for on its own. One place and a hundred thousand are planned in different ways, each anew.
CREATE OR REPLACE FUNCTION app.points_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0] || 's');
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM point_cell WHERE kind = TG_ARGV[0];
        ELSIF TG_NAME IN ('count_new', 'count_moved') THEN
            EXECUTE $came$
                WITH t AS MATERIALIZED (
                    SELECT edition_id, quadkey >> 4 AS cell, coalesce(grid_id, nearest_grid_id, 0) AS grid_id,
                           count(*) AS n, count(*) FILTER (WHERE changed.doubtful) AS doubtful,
                           sum(CAST(tile_x AS float8)) AS sum_x, sum(CAST(tile_y AS float8)) AS sum_y,
                           min(changed.ref COLLATE "C") AS ref
                    FROM changed GROUP BY edition_id, quadkey >> 4, coalesce(grid_id, nearest_grid_id, 0)
                ), added AS (
                    UPDATE point_cell c
                    SET n = c.n + t.n, doubtful = c.doubtful + t.doubtful,
                        sum_x = c.sum_x + t.sum_x, sum_y = c.sum_y + t.sum_y,
                        ref = least(c.ref COLLATE "C", t.ref COLLATE "C")
                    FROM t
                    WHERE c.kind = $1 AND (c.edition_id, c.cell, c.grid_id) = (t.edition_id, t.cell, t.grid_id)
                    RETURNING t.edition_id, t.cell, t.grid_id
                )
                INSERT INTO point_cell (kind, edition_id, cell, grid_id, n, doubtful, sum_x, sum_y, ref)
                SELECT $1, t.* FROM t
                WHERE NOT EXISTS (
                    SELECT FROM added a WHERE (a.edition_id, a.cell, a.grid_id) = (t.edition_id, t.cell, t.grid_id))
                $came$ USING TG_ARGV[0];
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
