-- Where figures of coverage or places of visits changed, their grids take the layer's new version, the others keep
-- theirs. The layer's row stays locked until the commit, so that no snapshot holds new figures under an old version.
CREATE FUNCTION app.grids_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        raised int8;
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0]);
        SELECT v.version INTO raised FROM layer_version v WHERE v.layer = TG_ARGV[0];
        IF TG_OP = 'TRUNCATE' THEN
            UPDATE grid_version SET version = raised WHERE layer = TG_ARGV[0];
        ELSE
            INSERT INTO grid_version (layer, edition_id, grid_id, version)
            SELECT DISTINCT TG_ARGV[0], edition_id, grid_id, raised FROM changed WHERE grid_id IS NOT NULL
            ON CONFLICT (layer, edition_id, grid_id) DO UPDATE SET version = excluded.version;
        END IF;
        RETURN NULL;
    END $$;

CREATE TRIGGER grid_new AFTER INSERT ON visit_location REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('visits');
CREATE TRIGGER grid_left AFTER UPDATE ON visit_location REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('visits');
CREATE TRIGGER grid_moved AFTER UPDATE ON visit_location REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('visits');
CREATE TRIGGER grid_gone AFTER DELETE ON visit_location REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('visits');
CREATE TRIGGER grid_none AFTER TRUNCATE ON visit_location
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('visits');
-- Figures of a grid are counted anew by taking its rows away and writing them again.
CREATE TRIGGER grid_new AFTER INSERT ON coverage_grid REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('coverage');
CREATE TRIGGER grid_gone AFTER DELETE ON coverage_grid REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('coverage');
CREATE TRIGGER grid_none AFTER TRUNCATE ON coverage_grid
    FOR EACH STATEMENT EXECUTE FUNCTION app.grids_changed('coverage');
REVOKE ALL ON FUNCTION app.grids_changed() FROM PUBLIC;
GRANT SELECT ON grid_version TO xunge_app;
