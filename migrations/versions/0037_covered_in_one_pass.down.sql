-- The state and levels of each address of a cycle, from visits and approved statements; of the addresses named, or of
-- all. A visit is the address's own by the reference that it carries, wherever it was recorded, and is verified where
-- its place is the address's: within the cycle's metres, or twice its accuracy, which is 100 m at most. Where a review
-- was opened the person's decision holds instead: until then it is not verified, and struck it is no visit.
-- It is one SELECT, so that it is planned with whatever asks for it. The households are taken first (OFFSET 0): few
-- are found by their references, and their visits are gone through once, however little is known of how many
-- the register holds.
CREATE FUNCTION app.covered(cycle int, refs text[]) RETURNS TABLE (
    household_id uuid, ref text, state text, visited boolean, registered boolean, complete boolean, tries int,
    last_visit timestamptz, first_verified timestamptz, last_verified timestamptz) LANGUAGE sql STABLE
    AS $$
        WITH s AS MATERIALIZED (
            SELECT p.id, bool_or(v.visited_at >= c.starts_at) AS visited, max(v.visited_at) AS last_visit,
                   bool_or(v.visited_at >= c.starts_at AND coalesce(v.found, 'collected') = 'collected') AS was_collected,
                   max(v.visited_at) FILTER (WHERE v.visited_at >= c.starts_at AND v.found = 'vacant') AS vacant_at,
                   max(v.visited_at) FILTER (WHERE v.visited_at >= c.starts_at AND v.found = 'refused') AS refused_at,
                   min(v.visited_at) FILTER (WHERE v.visited_at >= c.starts_at AND n.there
                       AND coalesce(v.found, 'collected') = 'collected') AS collected,
                   min(v.visited_at) FILTER (WHERE v.visited_at >= c.starts_at AND n.there AND v.found = 'vacant') AS vacant,
                   max(v.visited_at) FILTER (WHERE n.there AND coalesce(v.found, 'collected') IN ('collected', 'vacant'))
                       AS last_verified
            FROM coverage_cycle c
            JOIN visit v ON v.kind = 'visit' AND v.visited_at < c.stops_at
            JOIN household p ON p.external_ref = v.household_ref
            LEFT JOIN visit_review r ON r.visit_id = v.id
            CROSS JOIN LATERAL (SELECT CASE WHEN r.visit_id IS NOT NULL THEN r.state = 'decided'
                ELSE coalesce(v.accuracy_m, 0) <= 100
                    AND ST_DistanceSphere(v.geom, p.geom) <= greatest(c.near_m, 2 * coalesce(v.accuracy_m, 0))
                END AS there) n
            WHERE c.id = $1 AND r.outcome IS DISTINCT FROM 'struck' AND ($2 IS NULL OR v.household_ref = ANY ($2))
            GROUP BY p.id)
        SELECT e.household_id, h.external_ref,
               d.state, coalesce(s.visited, false) AND d.state <> 'excluded',
               d.registered, d.registered AND h.address IS NOT NULL, coalesce(t.tries, 0), s.last_visit,
               CASE d.state WHEN 'collected' THEN s.collected WHEN 'vacant' THEN s.vacant END, s.last_verified
        FROM coverage_cycle c
        JOIN register_entry e ON e.edition_id = c.register_edition_id
        JOIN (SELECT * FROM household w WHERE $2 IS NULL OR w.external_ref = ANY ($2) OFFSET 0) h ON h.id = e.household_id
        LEFT JOIN s ON s.id = e.household_id
        -- Tries are at different times if they lie on different days, or in different parts of one.
        LEFT JOIN (
            SELECT v.household_ref, CAST(count(DISTINCT (date_trunc('day', w.wall),
                       width_bucket(extract(hour FROM w.wall), ARRAY[12, 18]))) AS int) AS tries
            FROM coverage_cycle c
            JOIN visit v ON v.kind = 'visit' AND v.found = 'nobody'
                AND v.visited_at >= c.starts_at AND v.visited_at < c.stops_at
            LEFT JOIN visit_review r ON r.visit_id = v.id
            CROSS JOIN LATERAL (SELECT v.visited_at AT TIME ZONE c.zone AS wall) w
            WHERE c.id = $1 AND r.outcome IS DISTINCT FROM 'struck' AND ($2 IS NULL OR v.household_ref = ANY ($2))
            GROUP BY v.household_ref) t ON t.household_ref = h.external_ref
        LEFT JOIN address_statement x ON x.cycle_id = $1 AND x.household_id = e.household_id AND x.approved
        CROSS JOIN LATERAL (SELECT
            CASE WHEN x.kind = 'excluded' THEN 'excluded'
                 WHEN s.was_collected THEN 'collected'
                 WHEN s.vacant_at > coalesce(s.refused_at, '-infinity') THEN 'vacant'
                 WHEN s.refused_at IS NOT NULL THEN 'refused'
                 WHEN x.kind = 'inaccessible' THEN 'inaccessible'
                 WHEN t.tries >= c.tries THEN 'no_contact'
                 ELSE 'missing' END AS state,
            h.residents IS NOT NULL OR h.state = 'vacant' AS registered) d
        WHERE c.id = $1
    $$;

-- Count some grids of some editions anew, or all (null), in the cycles that end after a moment. The version is raised
-- first: its row's lock lets two writers count one after the other, each seeing what the other wrote.
CREATE OR REPLACE FUNCTION app.recount_grids(cycle int, editions int[], grids int[], since timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        one record;
        refs text[];
    BEGIN
        PERFORM app.raise_versions('coverage');
        IF cardinality(grids) <= 20 THEN
            SELECT array_agg(DISTINCT l.ref) INTO refs
            FROM unnest(editions, grids) k(edition_id, grid_id)
            JOIN household_location l ON l.edition_id = k.edition_id
                AND (l.grid_id = k.grid_id OR l.grid_id IS NULL AND l.nearest_grid_id = k.grid_id);
            -- A null would stand for all.
            refs := coalesce(refs, '{}');
        END IF;
        FOR one IN SELECT * FROM coverage_cycle c WHERE (cycle IS NULL OR c.id = cycle) AND c.stops_at > since LOOP
            EXECUTE 'DELETE FROM coverage_grid g WHERE g.cycle_id = $1 AND ($2 IS NULL
                OR (g.edition_id, g.grid_id) IN (SELECT * FROM unnest($2, $3)))' USING one.id, editions, grids;
            EXECUTE 'DELETE FROM coverage_day d WHERE d.cycle_id = $1 AND ($2 IS NULL
                OR (d.edition_id, d.grid_id) IN (SELECT * FROM unnest($2, $3)))' USING one.id, editions, grids;
            EXECUTE $count$
                WITH a AS MATERIALIZED (
                    SELECT l.edition_id, coalesce(l.grid_id, l.nearest_grid_id, 0) AS grid_id,
                           l.grid_id IS NOT NULL AS inside, c.state, c.state <> 'excluded' AS expected, c.registered,
                           c.visited, c.first_verified IS NOT NULL AS verified, c.complete,
                           CAST(c.first_verified AT TIME ZONE $5 AS date) AS first_day,
                           CAST(c.last_verified AT TIME ZONE $5 AS date) AS last_day
                    FROM app.covered($1, $4) c
                    JOIN household_location l ON l.point_id = c.household_id
                    WHERE $2 IS NULL OR (l.edition_id, coalesce(l.grid_id, l.nearest_grid_id, 0))
                        IN (SELECT * FROM unnest($2, $3))
                ), counted AS (
                    INSERT INTO coverage_grid (cycle_id, edition_id, grid_id, inside, expected, registered, visited,
                        verified, collected, vacant, refused, no_contact, inaccessible, missing, excluded)
                    SELECT $1, edition_id, grid_id, inside,
                        count(*) FILTER (WHERE expected), count(*) FILTER (WHERE expected AND registered),
                        count(*) FILTER (WHERE visited), count(*) FILTER (WHERE verified),
                        count(*) FILTER (WHERE state = 'collected'), count(*) FILTER (WHERE state = 'vacant'),
                        count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state = 'no_contact'),
                        count(*) FILTER (WHERE state = 'inaccessible'), count(*) FILTER (WHERE state = 'missing'),
                        count(*) FILTER (WHERE state = 'excluded')
                    FROM a GROUP BY edition_id, grid_id, inside
                )
                INSERT INTO coverage_day (cycle_id, edition_id, grid_id, inside, day, reached, last, complete)
                SELECT $1, edition_id, grid_id, inside, day, sum(reached), sum(last), sum(done)
                FROM a CROSS JOIN LATERAL (VALUES
                    (first_day, 1, 0, 0), (last_day, 0, 1, CAST(verified AND complete AS int))) d(day, reached, last, done)
                WHERE expected AND day IS NOT NULL
                GROUP BY edition_id, grid_id, inside, day
                $count$ USING one.id, editions, grids, refs, one.zone;
        END LOOP;
    END $$;

-- The addresses of some grids as they stand in a cycle. Whoever answers for a grid is told what its addresses' visits
-- found also where a visit was recorded elsewhere, but not where. The owner at the command line sees all.
CREATE OR REPLACE FUNCTION app.addresses_in(cycle int, edition int, grids int[]) RETURNS TABLE (
    household_id uuid, ref text, grid_id int, inside boolean, state text, visited boolean, registered boolean,
    tries int, last_visit timestamptz, first_verified timestamptz, last_verified timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        refs text[];
    BEGIN
        IF current_setting('role') = 'xunge_app' AND NOT app.sees_everything() THEN
            grids := ARRAY(SELECT unnest(grids) INTERSECT SELECT unnest(app.my_grids()));
        END IF;
        IF cardinality(grids) <= 20 THEN
            refs := ARRAY(SELECT l.ref FROM household_location l WHERE l.edition_id = edition
                AND (l.grid_id = ANY (grids) OR l.grid_id IS NULL AND l.nearest_grid_id = ANY (grids)));
        END IF;
        RETURN QUERY EXECUTE $rows$
            SELECT c.household_id, c.ref, coalesce(l.grid_id, l.nearest_grid_id, 0), l.grid_id IS NOT NULL, c.state,
                   c.visited, c.registered, c.tries, c.last_visit, c.first_verified, c.last_verified
            FROM app.covered($1, $4) c
            JOIN household_location l ON l.point_id = c.household_id AND l.edition_id = $2
            WHERE coalesce(l.grid_id, l.nearest_grid_id, 0) = ANY ($3)
            $rows$ USING cycle, edition, grids, refs;
    END $$;

DROP FUNCTION app.count_in_one_pass(coverage_cycle, int[], int[]);
DROP FUNCTION app.count_grids(coverage_cycle, int[], int[], text[]);
DROP FUNCTION app.covered(coverage_cycle, text[]);
REVOKE ALL ON FUNCTION app.covered(int, text[]) FROM PUBLIC;
ALTER TABLE coverage_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON coverage_day FOR SELECT TO xunge_app
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
GRANT SELECT ON coverage_day TO xunge_app;
SELECT app.recount_grids(NULL, NULL, NULL, '-infinity');
