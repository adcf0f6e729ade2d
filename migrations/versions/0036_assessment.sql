-- The ledger is only ever added to, whoever asks, its owner too.
CREATE FUNCTION app.only_added_to() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$;
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['assessment_entry', 'assessment_entry_evidence', 'assessment_mark', 'assessment_run'] LOOP
        EXECUTE format('CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION app.only_added_to()', kept);
    END LOOP;
END $$;

-- The zones of any level that lie inside those in which a person works, themselves included; none for the forum.
CREATE FUNCTION app.my_zones() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT coalesce(array_agg(DISTINCT b.zone_id), '{}')
        FROM boundary b
        JOIN edition e ON e.id = b.edition_id AND e.status = 'in_force'
        WHERE b.path && (
            SELECT coalesce(array_agg(pz.zone_id), '{}')
            FROM person_zone pz
            JOIN person p ON p.id = pz.person_id AND p.active AND p.role <> 'forum'
            WHERE pz.person_id = app.person_id())
    $$;
REVOKE ALL ON FUNCTION app.my_zones() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.my_zones() TO xunge_app;

ALTER TABLE assessment_cycle ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_span ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON assessment_cycle FOR SELECT TO xunge_app USING (true);
CREATE POLICY opening ON assessment_cycle FOR INSERT TO xunge_app WITH CHECK ((SELECT app.sees_everything()));
-- An update that changes nothing is how a run holds its cycle.
CREATE POLICY holding ON assessment_cycle FOR UPDATE TO xunge_app USING ((SELECT app.sees_everything()));
CREATE POLICY known ON assessment_span FOR SELECT TO xunge_app USING (true);
CREATE POLICY running ON assessment_span FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
CREATE POLICY known ON assessment_run FOR SELECT TO xunge_app USING (true);
CREATE POLICY running ON assessment_run FOR INSERT TO xunge_app WITH CHECK ((SELECT app.sees_everything()));
GRANT SELECT, INSERT ON assessment_cycle, assessment_run TO xunge_app;
GRANT UPDATE (parent_id) ON assessment_cycle TO xunge_app;
GRANT SELECT, INSERT, DELETE ON assessment_span TO xunge_app;

ALTER TABLE assessment_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_entry_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_score ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessment_changed ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON assessment_entry FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR zone_id = ANY ((SELECT app.my_zones())::int[]));
CREATE POLICY scoring ON assessment_entry FOR INSERT TO xunge_app WITH CHECK ((SELECT app.sees_everything()));
-- Evidence is seen by whoever sees its line; the line's own policy decides that.
CREATE POLICY scope ON assessment_entry_evidence FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything())
        OR EXISTS (SELECT FROM assessment_entry e WHERE e.id = assessment_entry_evidence.entry_id));
CREATE POLICY scoring ON assessment_entry_evidence FOR INSERT TO xunge_app
    WITH CHECK ((SELECT app.sees_everything()));
CREATE POLICY scope ON assessment_mark FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR zone_id = ANY ((SELECT app.my_zones())::int[]));
CREATE POLICY marking ON assessment_mark FOR INSERT TO xunge_app
    WITH CHECK ((SELECT app.sees_everything()) AND person_id = (SELECT app.person_id()));
CREATE POLICY scope ON assessment_score FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR zone_id = ANY ((SELECT app.my_zones())::int[]));
CREATE POLICY scoring ON assessment_score FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
CREATE POLICY taking ON assessment_changed FOR ALL TO xunge_app USING ((SELECT app.sees_everything()));
GRANT SELECT, INSERT ON assessment_entry, assessment_entry_evidence, assessment_mark TO xunge_app;
GRANT USAGE ON SEQUENCE assessment_entry_id_seq TO xunge_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON assessment_score TO xunge_app;
GRANT SELECT, DELETE ON assessment_changed TO xunge_app;

-- Note zones in every cycle that is scored from evidence; null stands for all. Which cycles a change really touches is
-- left to the run: a zone that is reckoned in vain costs little, and writes nothing.
CREATE FUNCTION app.note_changed(zones int[]) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        INSERT INTO assessment_changed (cycle_id, zone_id)
        SELECT c.id, z.id FROM assessment_cycle c CROSS JOIN (
            SELECT DISTINCT unnest(zones) AS id UNION ALL SELECT NULL WHERE zones IS NULL) z
        WHERE c.scored AND (z.id IS NOT NULL OR zones IS NULL)
    $$;
REVOKE ALL ON FUNCTION app.note_changed(int[]) FROM PUBLIC;

CREATE FUNCTION app.assess_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ BEGIN PERFORM app.note_changed(NULL); RETURN NULL; END $$;
-- What lies outside all grids belongs to the nearest: it may be that one's surroundings.
CREATE FUNCTION app.places_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(SELECT DISTINCT coalesce(grid_id, nearest_grid_id) FROM changed));
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION app.grids_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(SELECT DISTINCT grid_id FROM changed));
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION app.matters_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(
                SELECT DISTINCT coalesce(l.grid_id, l.nearest_grid_id)
                FROM changed c JOIN matter_location l ON l.point_id = c.id));
        END IF;
        RETURN NULL;
    END $$;
-- A matter that is voided stops being the first of its repeats: they count in its place, wherever they lie.
CREATE FUNCTION app.repeats_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(
                SELECT DISTINCT coalesce(l.grid_id, l.nearest_grid_id)
                FROM changed c JOIN matter_pair p ON p.first_id = c.id JOIN matter_location l ON l.point_id = p.again_id));
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION app.pairs_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(
                SELECT DISTINCT coalesce(l.grid_id, l.nearest_grid_id)
                FROM changed c JOIN matter_location l ON l.point_id = c.again_id));
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION app.visits_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(
                SELECT DISTINCT coalesce(l.grid_id, l.nearest_grid_id)
                FROM changed c JOIN visit_location l ON l.point_id = c.id));
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION app.reviews_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT FROM assessment_cycle WHERE scored) THEN
            PERFORM app.note_changed(ARRAY(
                SELECT l.grid_id FROM changed c JOIN visit_location l ON l.point_id = c.visit_id
                UNION
                SELECT l.grid_id FROM changed c JOIN household_location l ON l.point_id = c.household_id));
        END IF;
        RETURN NULL;
    END $$;
-- A mark touches its own cycle and object alone.
CREATE FUNCTION app.mark_assessed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    BEGIN
        INSERT INTO assessment_changed (cycle_id, zone_id) SELECT DISTINCT cycle_id, zone_id FROM changed;
        RETURN NULL;
    END $$;

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('matter_location', 'places', 'IUD'), ('visit_location', 'places', 'IUD'), ('household_location', 'places', 'UD'),
        ('coverage_grid', 'grids', 'ID'), ('month_report', 'grids', 'IU'), ('matter', 'matters', 'N'),
        ('matter', 'repeats', 'N'), ('matter_pair', 'pairs', 'IUD'), ('visit', 'visits', 'N'),
        ('visit_review', 'reviews', 'IUD'), ('assessment_mark', 'mark', 'I')) AS t (tab, what, acts)
    LOOP
        IF one.acts LIKE '%I%' THEN
            EXECUTE format('CREATE TRIGGER assess_%s_new AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION app.%s_assessed()', one.what, one.tab, one.what);
        END IF;
        IF one.acts LIKE '%U%' THEN
            EXECUTE format('CREATE TRIGGER assess_%s_left AFTER UPDATE ON %I REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION app.%s_assessed()', one.what, one.tab, one.what);
        END IF;
        IF one.acts SIMILAR TO '%(U|N)%' THEN
            EXECUTE format('CREATE TRIGGER assess_%s_moved AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION app.%s_assessed()', one.what, one.tab, one.what);
        END IF;
        IF one.acts LIKE '%D%' THEN
            EXECUTE format('CREATE TRIGGER assess_%s_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
                FOR EACH STATEMENT EXECUTE FUNCTION app.%s_assessed()', one.what, one.tab, one.what);
        END IF;
    END LOOP;
END $$;
-- What is seldom changed and touches anything: a place that is none, a group of types, the boundaries.
CREATE TRIGGER assess_all AFTER INSERT OR UPDATE OR DELETE ON default_point
    FOR EACH STATEMENT EXECUTE FUNCTION app.assess_all();
CREATE TRIGGER assess_all AFTER INSERT OR UPDATE OR DELETE ON code_group_member
    FOR EACH STATEMENT EXECUTE FUNCTION app.assess_all();
CREATE TRIGGER assess_all AFTER INSERT OR UPDATE OR DELETE ON edition
    FOR EACH STATEMENT EXECUTE FUNCTION app.assess_all();
CREATE TRIGGER assess_none AFTER TRUNCATE ON matter_location FOR EACH STATEMENT EXECUTE FUNCTION app.assess_all();
CREATE TRIGGER assess_none AFTER TRUNCATE ON visit_location FOR EACH STATEMENT EXECUTE FUNCTION app.assess_all();
