-- Since when an interval holds was not kept: from the day of the file that brought it, else from today.
INSERT INTO household_care (household_id, every_days, since, set_by)
SELECT h.id, h.visit_interval_days, CAST(coalesce(b.received_at, now()) AS date), b.received_by
FROM household h LEFT JOIN batch b ON b.id = h.batch_id
WHERE h.visit_interval_days > 0;

-- Whom the flag concerns besides the office: the leaders and the community staff of the household's own grid. An
-- inspector, or whoever shows the map in public, sees none of it, whatever their zones are.
CREATE FUNCTION app.entitled_to_care() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        SELECT EXISTS (SELECT FROM person WHERE id = app.person_id() AND active
                       AND role IN ('community', 'area_leader', 'grid_leader'))
    $$;

-- When some households were last found at home by a visit at their address, before a moment. Whoever answers for a
-- household is told so also where the visit was recorded in another grid, but not where. It is verified as
-- app.covered says; found vacant or refused, nobody was visited. The owner at the command line sees all.
CREATE FUNCTION app.last_found(households uuid[], before timestamptz, near_m float8)
    RETURNS TABLE (household_id uuid, at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        WITH mine AS MATERIALIZED (
            SELECT h.id, h.external_ref, h.geom FROM household h
            WHERE h.id = ANY ($1) AND (current_setting('role') <> 'xunge_app' OR (SELECT app.sees_everything())
                OR EXISTS (SELECT FROM household_location l WHERE l.point_id = h.id
                    AND coalesce(l.grid_id, l.nearest_grid_id) = ANY ((SELECT app.my_grids())::int[]))))
        SELECT h.id, max(v.visited_at)
        FROM mine h
        JOIN visit v ON v.household_ref = h.external_ref AND v.kind = 'visit' AND v.visited_at < $2
            AND coalesce(v.found, 'collected') = 'collected'
        LEFT JOIN visit_review r ON r.visit_id = v.id
        WHERE CASE WHEN r.visit_id IS NOT NULL THEN r.state = 'decided' AND r.outcome IS DISTINCT FROM 'struck'
              ELSE coalesce(v.accuracy_m, 0) <= 100
                  AND ST_DistanceSphere(v.geom, h.geom) <= greatest($3, 2 * coalesce(v.accuracy_m, 0)) END
        GROUP BY h.id
    $$;
REVOKE ALL ON FUNCTION app.entitled_to_care(), app.last_found(uuid[], timestamptz, float8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.entitled_to_care(), app.last_found(uuid[], timestamptz, float8) TO xunge_app;

-- Added to or closed, never changed: an interval says for all time from when to when it held.
ALTER TABLE household_care ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON household_care FOR SELECT TO xunge_app USING ((SELECT app.sees_everything())
    OR ((SELECT app.entitled_to_care())
        AND EXISTS (SELECT FROM household_location l WHERE l.point_id = household_care.household_id)));
CREATE POLICY setting ON household_care FOR INSERT TO xunge_app WITH CHECK (set_by = (SELECT app.person_id())
    AND until IS NULL AND ((SELECT app.sees_everything()) OR ((SELECT app.entitled_to_care())
        AND EXISTS (SELECT FROM household_location l WHERE l.point_id = household_care.household_id))));
CREATE POLICY closing ON household_care FOR UPDATE TO xunge_app
    USING (until IS NULL AND ((SELECT app.sees_everything()) OR ((SELECT app.entitled_to_care())
        AND EXISTS (SELECT FROM household_location l WHERE l.point_id = household_care.household_id))))
    WITH CHECK (closed_by = (SELECT app.person_id()));
GRANT SELECT, INSERT ON household_care TO xunge_app;
GRANT UPDATE (until, closed_by) ON household_care TO xunge_app;
