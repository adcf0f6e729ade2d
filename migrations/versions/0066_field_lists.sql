-- Who is sent to a door writes the visit down there: of an address of their own grids, under their own name.
CREATE FUNCTION app.my_login() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT login FROM person WHERE id = app.person_id() AND active AND role <> 'forum' $$;
CREATE FUNCTION app.is_my_door(household text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        SELECT app.sees_everything() OR EXISTS (SELECT FROM household_location l WHERE l.ref = household
            AND coalesce(l.grid_id, l.nearest_grid_id) = ANY (app.my_grids()))
    $$;
CREATE FUNCTION app.visited_by_me(visit_id uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM visit v WHERE v.id = visit_id AND v.form = 'field' AND v.visitor = app.my_login()) $$;
CREATE POLICY field ON visit FOR INSERT TO xunge_app
    WITH CHECK (kind = 'visit' AND form = 'field' AND visitor = app.my_login() AND app.is_my_door(household_ref));
CREATE POLICY field ON visit_location FOR INSERT TO xunge_app WITH CHECK (app.visited_by_me(point_id));

-- A checker sees of the sample what was sent to them, and answers it once, under their own name. The addresses lie in
-- communities of others: where they are is all that is told of them.
CREATE POLICY sent ON back_check_address FOR SELECT TO xunge_app
    USING (sent_to = app.person_id() AND app.my_login() IS NOT NULL);
CREATE POLICY answered ON back_check_address FOR UPDATE TO xunge_app
    USING (sent_to = app.person_id() AND app.my_login() IS NOT NULL AND covered IS NULL)
    WITH CHECK (sent_to = app.person_id() AND checked_by = app.person_id() AND answered_by = app.person_id());
CREATE FUNCTION app.sent_stops(since timestamptz) RETURNS TABLE (
    number int, household_id uuid, ref text, address text, lon float8, lat float8)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT a.back_check_id, h.id, h.external_ref, h.address, ST_X(h.geom), ST_Y(h.geom)
        FROM back_check_address a
        JOIN household h ON h.id = a.household_id
        WHERE a.sent_to = app.person_id() AND app.my_login() IS NOT NULL AND a.sent_at >= since AND a.covered IS NULL
        ORDER BY a.back_check_id, h.external_ref COLLATE "C"
    $$;
REVOKE ALL ON FUNCTION app.my_login(), app.is_my_door(text), app.visited_by_me(uuid), app.sent_stops(timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.my_login(), app.is_my_door(text), app.visited_by_me(uuid), app.sent_stops(timestamptz)
    TO xunge_app;
