-- Where points of a layer changed, its tiles take the layer's new version, those elsewhere keep theirs. The layer's row
-- stays locked until the commit, so that no snapshot holds new points under an old version here either.
CREATE FUNCTION app.tiles_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        raised int8;
    BEGIN
        PERFORM app.raise_versions(TG_ARGV[0]);
        SELECT v.version INTO raised FROM layer_version v WHERE v.layer = TG_ARGV[0];
        IF TG_OP = 'TRUNCATE' THEN
            UPDATE tile_version SET version = raised WHERE layer = TG_ARGV[0];
        ELSE
            INSERT INTO tile_version (layer, cell, version)
            SELECT DISTINCT TG_ARGV[0], quadkey >> 12, raised FROM changed
            ON CONFLICT (layer, cell) DO UPDATE SET version = excluded.version;
        END IF;
        RETURN NULL;
    END $$;

CREATE TRIGGER version_new AFTER INSERT ON visit_location REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.tiles_changed('visits');
CREATE TRIGGER version_left AFTER UPDATE ON visit_location REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.tiles_changed('visits');
CREATE TRIGGER version_moved AFTER UPDATE ON visit_location REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.tiles_changed('visits');
CREATE TRIGGER version_gone AFTER DELETE ON visit_location REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.tiles_changed('visits');
CREATE TRIGGER version_none AFTER TRUNCATE ON visit_location
    FOR EACH STATEMENT EXECUTE FUNCTION app.tiles_changed('visits');

INSERT INTO tile_version (layer, cell, version)
SELECT DISTINCT 'visits', l.quadkey >> 12, v.version
FROM visit_location l JOIN layer_version v ON v.layer = 'visits';
GRANT SELECT ON tile_version TO xunge_app;
