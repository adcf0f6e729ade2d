-- What tiles are cut from follows its source in the same transaction, whoever writes it.

-- Raise the version of the layers that are named, once in a transaction. The row stays locked until the commit, so
-- two writers of a layer come one after the other, and no snapshot holds new rows under an old version.
CREATE FUNCTION app.raise_versions(VARIADIC layers text[]) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        UPDATE layer_version SET version = version + 1, changed_by = CAST(CAST(pg_current_xact_id() AS text) AS int8)
        WHERE layer = ANY (layers) AND changed_by IS DISTINCT FROM CAST(CAST(pg_current_xact_id() AS text) AS int8)
    $$;
CREATE FUNCTION app.layer_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN PERFORM app.raise_versions(VARIADIC TG_ARGV); RETURN NULL; END $$;
-- Every sign-in sweeps away expired sessions, mostly none: only rows that were really there count.
CREATE FUNCTION app.session_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM gone) THEN PERFORM app.raise_versions('scope'); END IF;
        RETURN NULL;
    END $$;

INSERT INTO layer_version (layer, version)
SELECT layer, CAST(extract(epoch FROM now()) AS int8)
FROM unnest(ARRAY['zones', 'streets', 'water', 'buildings', 'households', 'matters', 'visits', 'scope']) AS layer;

CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON boundary
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones', 'scope');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON drawn_zone
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON zone_label
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones');
CREATE TRIGGER raise_version AFTER UPDATE OR DELETE OR TRUNCATE ON zone
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('zones', 'scope');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON street
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('streets');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON water
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('water');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON building
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('buildings');
CREATE TRIGGER raise_version AFTER UPDATE OR DELETE OR TRUNCATE ON person
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('scope');
CREATE TRIGGER raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON person_zone
    FOR EACH STATEMENT EXECUTE FUNCTION app.layer_changed('scope');
CREATE TRIGGER raise_version AFTER DELETE ON sign_in
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.session_ended();

-- Points are counted anew in the cells that a statement touched. The version is raised first: its row's lock lets
-- two writers of a kind count one after the other, each seeing what the other wrote.
CREATE FUNCTION app.points_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
DO $$
DECLARE kind text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['household', 'matter', 'visit'] LOOP
        EXECUTE format('CREATE TRIGGER count_new AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_changed(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER count_left AFTER UPDATE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_changed(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER count_moved AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_changed(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER count_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_changed(%L)', kind || '_location', kind);
        EXECUTE format('CREATE TRIGGER count_none AFTER TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION app.points_changed(%L)', kind || '_location', kind);
        EXECUTE format('INSERT INTO point_cell (kind, edition_id, cell, grid_id, n, doubtful, sum_x, sum_y, ref)
            SELECT %L, edition_id, quadkey >> 4, coalesce(grid_id, nearest_grid_id, 0), count(*), count(*) FILTER (WHERE doubtful),
                   sum(CAST(tile_x AS float8)), sum(CAST(tile_y AS float8)), min(ref COLLATE "C")
            FROM %I GROUP BY edition_id, quadkey >> 4, coalesce(grid_id, nearest_grid_id, 0)', kind, kind || '_location');
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.raise_versions(text[]) FROM PUBLIC;

-- A cell is seen as its points are.
ALTER TABLE point_cell ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON point_cell FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
GRANT SELECT ON layer_version, point_cell TO xunge_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON drawn_zone, zone_label TO xunge_app;
