-- What foreign keys held row by row, the triggers of the location tables hold once a statement, from its transition
-- table. A writer locks what it refers to: the edition and the grids by their rows, the points by their layer's
-- version, which every writer and remover of points of a kind takes first. So the second of two comes after the first
-- has committed, and sees what it did.

-- The places of a statement refer to points, editions and grids that are there, or the statement is undone.
CREATE FUNCTION app.places_refer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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

-- Before points go, their layer is locked; after it their places go with them.
CREATE FUNCTION app.points_leave() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN PERFORM app.raise_versions(TG_ARGV[0] || 's'); RETURN NULL; END $$;
CREATE FUNCTION app.points_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            EXECUTE format('DELETE FROM %I', TG_ARGV[0] || '_location');
        ELSE
            EXECUTE format('DELETE FROM %I l USING gone WHERE l.point_id = gone.id', TG_ARGV[0] || '_location');
        END IF;
        RETURN NULL;
    END $$;
-- An edition or a grid that places refer to stays.
CREATE FUNCTION app.ground_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        places text;
        used boolean;
    BEGIN
        FOREACH places IN ARRAY ARRAY['household_location', 'matter_location', 'visit_location'] LOOP
            IF TG_OP = 'TRUNCATE' THEN
                EXECUTE format('SELECT EXISTS (SELECT FROM %I)', places) INTO used;
            ELSE
                EXECUTE format('SELECT EXISTS (SELECT FROM gone JOIN %I l ON l.%I = gone.id)', places, TG_ARGV[0])
                    INTO used;
            END IF;
            IF used THEN
                RAISE EXCEPTION '% refers to what is deleted from %', places, TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation';
            END IF;
        END LOOP;
        RETURN NULL;
    END $$;

-- Points that come are added to their cells; of those that go, a cell's first reference is looked for again only where
-- it was theirs. The sums are whole numbers below 2^53, so that nothing is lost by adding and taking away.
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

DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
        EXECUTE format('CREATE TRIGGER check_new AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.places_refer(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER check_moved AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.places_refer(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER leave BEFORE DELETE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_leave(%L)', kind, kind);
        EXECUTE format('CREATE TRIGGER take_places AFTER DELETE ON %I REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_gone(%L)', kind, kind);
        EXECUTE format('CREATE TRIGGER take_all_places AFTER TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_gone(%L)', kind, kind);
    END LOOP;
END $$;
CREATE TRIGGER stay AFTER DELETE ON edition REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.ground_stays('edition_id');
CREATE TRIGGER stay AFTER DELETE ON zone REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION app.ground_stays('grid_id');
CREATE TRIGGER stay_whole AFTER TRUNCATE ON edition FOR EACH STATEMENT EXECUTE FUNCTION app.ground_stays();
CREATE TRIGGER stay_whole AFTER TRUNCATE ON zone FOR EACH STATEMENT EXECUTE FUNCTION app.ground_stays();
