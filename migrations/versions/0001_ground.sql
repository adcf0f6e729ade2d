-- Row-level security, the second wall: the first is the scope in every query.
-- The person is named per transaction by set_config('app.person_id', ..., true); nobody named sees nothing.
CREATE SCHEMA app;
CREATE FUNCTION app.person_id() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('app.person_id', true), '')::uuid $$;
CREATE FUNCTION app.sees_everything() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT 1 FROM person WHERE id = app.person_id() AND active AND role = 'office') $$;
-- All grids, of any edition, inside the zones that the person works in.
CREATE FUNCTION app.my_grids() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        SELECT coalesce(array_agg(DISTINCT b.zone_id), '{}')
        FROM boundary b
        JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
        WHERE b.path && (
            SELECT coalesce(array_agg(pz.zone_id), '{}')
            FROM person_zone pz
            JOIN person p ON p.id = pz.person_id AND p.active AND p.role <> 'forum'
            WHERE pz.person_id = app.person_id())
    $$;
-- The grids of a person's scope are public to that person only; the functions reveal nobody else's.
REVOKE ALL ON FUNCTION app.sees_everything(), app.my_grids() FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO xunge_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO xunge_app;

ALTER TABLE household_location ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_location ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_location ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON household_location FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
CREATE POLICY scope ON matter_location FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
CREATE POLICY scope ON visit_location FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));

-- A point is seen by whoever sees one of its places; the places' own policy decides that.
ALTER TABLE household ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON household FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything())
        OR EXISTS (SELECT 1 FROM household_location l WHERE l.point_id = household.id));
CREATE POLICY scope ON matter FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything())
        OR EXISTS (SELECT 1 FROM matter_location l WHERE l.point_id = matter.id));
CREATE POLICY scope ON visit FOR ALL TO xunge_app
    USING ((SELECT app.sees_everything())
        OR EXISTS (SELECT 1 FROM visit_location l WHERE l.point_id = visit.id));

GRANT USAGE ON SCHEMA public TO xunge_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    person, person_zone, sign_in, sign_in_attempt, batch,
    edition, zone, boundary, street, water, building,
    household, matter, visit, household_location, matter_location, visit_location
    TO xunge_app;
-- What was done stays on record: the web may add to it, never change it.
GRANT SELECT, INSERT ON audit_event TO xunge_app;
GRANT SELECT ON alembic_version TO xunge_app;
