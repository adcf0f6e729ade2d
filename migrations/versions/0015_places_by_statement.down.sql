DROP TRIGGER stay_whole ON zone;
DROP TRIGGER stay_whole ON edition;
DROP TRIGGER stay ON zone;
DROP TRIGGER stay ON edition;
DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
        EXECUTE format('DROP TRIGGER take_all_places ON %1$I; DROP TRIGGER take_places ON %1$I; DROP TRIGGER leave ON %1$I', kind);
        EXECUTE format('DROP TRIGGER check_moved ON %1$I; DROP TRIGGER check_new ON %1$I', kind || '_location');
    END LOOP;
END $$;
DROP FUNCTION app.ground_stays(), app.points_gone(), app.points_leave(), app.places_refer();
-- As 0005 made it.
CREATE OR REPLACE FUNCTION app.points_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0] || 's');
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM point_cell WHERE kind = TG_ARGV[0];
        ELSE
            DELETE FROM point_cell c USING changed t
                WHERE c.kind = TG_ARGV[0] AND c.edition_id = t.edition_id AND c.cell = t.quadkey >> 4;
            EXECUTE format($count$
                INSERT INTO point_cell (kind, edition_id, cell, grid_id, n, doubtful, sum_x, sum_y, ref)
                SELECT %L, t.edition_id, t.cell, l.*
                FROM (SELECT DISTINCT edition_id, quadkey >> 4 AS cell FROM changed) t CROSS JOIN LATERAL (
                    SELECT coalesce(grid_id, nearest_grid_id, 0), count(*), count(*) FILTER (WHERE doubtful),
                           sum(CAST(tile_x AS float8)), sum(CAST(tile_y AS float8)), min(ref COLLATE "C")
                    FROM %I
                    WHERE edition_id = t.edition_id AND quadkey >= t.cell << 4 AND quadkey < (t.cell + 1) << 4
                    GROUP BY coalesce(grid_id, nearest_grid_id, 0)) l
                $count$, TG_ARGV[0], TG_TABLE_NAME);
        END IF;
        RETURN NULL;
    END $$;
