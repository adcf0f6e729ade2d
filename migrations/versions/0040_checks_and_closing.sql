DROP FUNCTION app.addresses_in(int, int, int[]);
DROP FUNCTION app.covered(coverage_cycle, text[]);
-- The state and levels of each address of a cycle, from visits and approved statements; of the addresses named, or of
-- all. A visit is the address's own by the reference that it carries, wherever it was recorded, and is verified where
-- its place is the address's: within the cycle's metres, or twice its accuracy, which is 100 m at most. Where a review
-- was opened the person's decision holds instead: until then it is not verified, and struck it is no visit.
-- Where a back-check of the cycle's register did not find it covered, no visit before that answer is verified.
-- It is one SELECT, and the cycle is handed over as it is, so that it is planned with whatever asks for it and for the
-- days that it has. The households are taken first (OFFSET 0): few are found by their references, and their visits are
-- gone through once, however little is known of how many the register holds.
CREATE FUNCTION app.covered(c coverage_cycle, refs text[]) RETURNS TABLE (
    household_id uuid, ref text, state text, visited boolean, registered boolean, complete boolean, tries int,
    last_visit timestamptz, first_verified timestamptz, last_verified timestamptz, failed_at timestamptz) LANGUAGE sql STABLE
    AS $$
        WITH f AS MATERIALIZED (
            SELECT a.household_id, max(a.answered_at) AS at
            FROM back_check b JOIN back_check_address a ON a.back_check_id = b.id AND NOT a.covered
            WHERE b.register_edition_id = (c).register_edition_id
            GROUP BY a.household_id
        ), s AS MATERIALIZED (
            SELECT p.id, bool_or(v.visited_at >= (c).starts_at) AS visited, max(v.visited_at) AS last_visit,
                   bool_or(v.visited_at >= (c).starts_at AND n.collected) AS was_collected,
                   max(v.visited_at) FILTER (WHERE v.visited_at >= (c).starts_at AND v.found = 'vacant') AS vacant_at,
                   max(v.visited_at) FILTER (WHERE v.visited_at >= (c).starts_at AND v.found = 'refused') AS refused_at,
                   min(v.visited_at) FILTER (WHERE v.visited_at >= (c).starts_at AND n.there AND n.collected) AS collected,
                   min(v.visited_at) FILTER (WHERE v.visited_at >= (c).starts_at AND n.there AND v.found = 'vacant') AS vacant,
                   max(v.visited_at) FILTER (WHERE n.there AND (n.collected OR v.found = 'vacant')) AS last_verified
            FROM visit v
            JOIN household p ON p.external_ref = v.household_ref
            LEFT JOIN visit_review r ON r.visit_id = v.id
            LEFT JOIN f ON f.household_id = p.id
            -- No degree is longer than 111,196 m: what is near by that needs no sphere. Asked once a visit (OFFSET 0).
            CROSS JOIN LATERAL (SELECT coalesce(v.found, 'collected') = 'collected' AS collected,
                CASE WHEN v.visited_at <= f.at THEN false
                     WHEN r.visit_id IS NOT NULL THEN r.state = 'decided'
                     WHEN v.accuracy_m > 100 THEN false
                     WHEN ST_Distance(v.geom, p.geom) * 111196 <= (c).near_m THEN true
                     ELSE ST_DistanceSphere(v.geom, p.geom) <= greatest((c).near_m, 2 * v.accuracy_m)
                END AS there OFFSET 0) n
            WHERE v.kind = 'visit' AND v.visited_at < (c).stops_at AND r.outcome IS DISTINCT FROM 'struck'
                AND ($2 IS NULL OR v.household_ref = ANY ($2))
            GROUP BY p.id)
        SELECT e.household_id, h.external_ref,
               d.state, coalesce(s.visited, false) AND d.state <> 'excluded',
               d.registered, d.registered AND h.address IS NOT NULL, coalesce(t.tries, 0), s.last_visit,
               CASE d.state WHEN 'collected' THEN s.collected WHEN 'vacant' THEN s.vacant END, s.last_verified, f.at
        FROM register_entry e
        JOIN (SELECT * FROM household w WHERE $2 IS NULL OR w.external_ref = ANY ($2) OFFSET 0) h ON h.id = e.household_id
        LEFT JOIN s ON s.id = e.household_id
        LEFT JOIN f ON f.household_id = e.household_id
        -- Tries are at different times if they lie on different days, or in different parts of one.
        LEFT JOIN (
            SELECT once.household_ref, CAST(count(*) AS int) AS tries
            FROM (
                SELECT DISTINCT v.household_ref, date_trunc('day', w.wall) AS day,
                       width_bucket(extract(hour FROM w.wall), ARRAY[12, 18]) AS part
                FROM visit v
                LEFT JOIN visit_review r ON r.visit_id = v.id
                CROSS JOIN LATERAL (SELECT v.visited_at AT TIME ZONE (c).zone AS wall) w
                WHERE v.kind = 'visit' AND v.found = 'nobody'
                    AND v.visited_at >= (c).starts_at AND v.visited_at < (c).stops_at
                    AND r.outcome IS DISTINCT FROM 'struck' AND ($2 IS NULL OR v.household_ref = ANY ($2))) once
            GROUP BY once.household_ref) t ON t.household_ref = h.external_ref
        LEFT JOIN address_statement x ON x.cycle_id = (c).id AND x.household_id = e.household_id AND x.approved
        CROSS JOIN LATERAL (SELECT
            CASE WHEN x.kind = 'excluded' THEN 'excluded'
                 WHEN s.was_collected THEN 'collected'
                 WHEN s.vacant_at > coalesce(s.refused_at, '-infinity') THEN 'vacant'
                 WHEN s.refused_at IS NOT NULL THEN 'refused'
                 WHEN x.kind = 'inaccessible' THEN 'inaccessible'
                 WHEN t.tries >= (c).tries THEN 'no_contact'
                 ELSE 'missing' END AS state,
            h.residents IS NOT NULL OR h.state = 'vacant' AS registered) d
        WHERE e.edition_id = (c).register_edition_id
    $$;

-- The addresses of a closed cycle as they stood when it was closed.
CREATE FUNCTION app.kept(c coverage_cycle, refs text[]) RETURNS TABLE (
    household_id uuid, ref text, state text, visited boolean, registered boolean, complete boolean, tries int,
    last_visit timestamptz, first_verified timestamptz, last_verified timestamptz, failed_at timestamptz)
    LANGUAGE sql STABLE
    AS $$
        SELECT k.household_id, h.external_ref, k.state, k.visited, k.registered, k.complete, k.tries, k.last_visit,
               k.first_verified, k.last_verified, k.failed_at
        FROM coverage_kept k JOIN household h ON h.id = k.household_id
        WHERE k.cycle_id = (c).id AND ($2 IS NULL OR h.external_ref = ANY ($2))
    $$;

-- Count some grids of some editions anew in one cycle, or all (null); `refs` are their addresses, or null for a pass
-- over all of them. A closed cycle is counted by what was kept of its addresses. The days of an address's first and last verified visit are kept as arrays beside the counts.
CREATE OR REPLACE FUNCTION app.count_grids(c coverage_cycle, editions int[], grids int[], refs text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        EXECUTE 'DELETE FROM coverage_grid g WHERE g.cycle_id = $1 AND ($2 IS NULL
            OR (g.edition_id, g.grid_id) IN (SELECT * FROM unnest($2, $3)))' USING c.id, editions, grids;
        EXECUTE format($count$
            WITH a AS MATERIALIZED (
                SELECT l.edition_id, coalesce(l.grid_id, l.nearest_grid_id, 0) AS grid_id,
                       l.grid_id IS NOT NULL AS inside, v.state, v.state <> 'excluded' AS expected, v.registered,
                       v.visited, v.first_verified IS NOT NULL AS verified, v.complete,
                       CAST(v.first_verified AT TIME ZONE ($1).zone AS date) AS first_day,
                       CAST(v.last_verified AT TIME ZONE ($1).zone AS date) AS last_day
                FROM %s($1, $4) v
                JOIN household_location l ON l.point_id = v.household_id
                WHERE $2 IS NULL OR (l.edition_id, coalesce(l.grid_id, l.nearest_grid_id, 0))
                    IN (SELECT * FROM unnest($2, $3))
            ), of_day AS (
                SELECT edition_id, grid_id, inside, day, CAST(sum(reached) AS int) AS reached,
                       CAST(sum(last) AS int) AS last, CAST(sum(done) AS int) AS done
                FROM (
                    SELECT edition_id, grid_id, inside, first_day AS day, 1 AS reached, 0 AS last, 0 AS done
                    FROM a WHERE expected AND first_day IS NOT NULL
                    UNION ALL
                    SELECT edition_id, grid_id, inside, last_day, 0, 1, CAST(verified AND complete AS int)
                    FROM a WHERE expected AND last_day IS NOT NULL) d
                GROUP BY edition_id, grid_id, inside, day
            ), course AS (
                SELECT edition_id, grid_id, inside, array_agg(day) AS days, array_agg(reached) AS reached,
                       array_agg(last) AS last, array_agg(done) AS complete
                FROM of_day GROUP BY edition_id, grid_id, inside
            ), counted AS (
                SELECT edition_id, grid_id, inside,
                    count(*) FILTER (WHERE expected) AS expected,
                    count(*) FILTER (WHERE expected AND registered) AS registered,
                    count(*) FILTER (WHERE visited) AS visited, count(*) FILTER (WHERE verified) AS verified,
                    count(*) FILTER (WHERE state = 'collected') AS collected,
                    count(*) FILTER (WHERE state = 'vacant') AS vacant,
                    count(*) FILTER (WHERE state = 'refused') AS refused,
                    count(*) FILTER (WHERE state = 'no_contact') AS no_contact,
                    count(*) FILTER (WHERE state = 'inaccessible') AS inaccessible,
                    count(*) FILTER (WHERE state = 'missing') AS missing,
                    count(*) FILTER (WHERE state = 'excluded') AS excluded
                FROM a GROUP BY edition_id, grid_id, inside
            )
            INSERT INTO coverage_grid (cycle_id, edition_id, grid_id, inside, expected, registered, visited,
                verified, collected, vacant, refused, no_contact, inaccessible, missing, excluded,
                days, reached, last, complete)
            SELECT ($1).id, n.*, coalesce(d.days, '{}'), coalesce(d.reached, '{}'), coalesce(d.last, '{}'),
                   coalesce(d.complete, '{}')
            FROM counted n
            LEFT JOIN course d ON d.edition_id = n.edition_id AND d.grid_id = n.grid_id AND d.inside = n.inside
            $count$, CASE WHEN c.closed_at IS NULL THEN 'app.covered' ELSE 'app.kept' END) USING c, editions, grids, refs;
    END $$;

-- The addresses of some grids as they stand in a cycle. Whoever answers for a grid is told what its addresses' visits
-- found also where a visit was recorded elsewhere, but not where. The owner at the command line sees all.
CREATE FUNCTION app.addresses_in(cycle int, edition int, grids int[]) RETURNS TABLE (
    household_id uuid, ref text, grid_id int, inside boolean, state text, visited boolean, registered boolean,
    tries int, last_visit timestamptz, first_verified timestamptz, last_verified timestamptz, failed_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        one coverage_cycle;
        refs text[];
    BEGIN
        SELECT c.* INTO one FROM coverage_cycle c WHERE c.id = cycle;
        IF current_setting('role') = 'xunge_app' AND NOT app.sees_everything() THEN
            grids := ARRAY(SELECT unnest(grids) INTERSECT SELECT unnest(app.my_grids()));
        END IF;
        IF cardinality(grids) <= 20 THEN
            refs := ARRAY(SELECT l.ref FROM household_location l WHERE l.edition_id = edition
                AND (l.grid_id = ANY (grids) OR l.grid_id IS NULL AND l.nearest_grid_id = ANY (grids)));
        END IF;
        RETURN QUERY EXECUTE format($rows$
            SELECT c.household_id, c.ref, coalesce(l.grid_id, l.nearest_grid_id, 0), l.grid_id IS NOT NULL, c.state,
                   c.visited, c.registered, c.tries, c.last_visit, c.first_verified, c.last_verified, c.failed_at
            FROM %s($1, $4) c
            JOIN household_location l ON l.point_id = c.household_id AND l.edition_id = $2
            WHERE coalesce(l.grid_id, l.nearest_grid_id, 0) = ANY ($3)
            $rows$, CASE WHEN one.closed_at IS NULL THEN 'app.covered' ELSE 'app.kept' END) USING one, edition, grids, refs;
    END $$;

REVOKE ALL ON FUNCTION app.covered(coverage_cycle, text[]), app.kept(coverage_cycle, text[]),
    app.addresses_in(int, int, int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.addresses_in(int, int, int[]) TO xunge_app;

-- What a second visit did not find covered counts anew, in the transaction that writes the answer down.
CREATE FUNCTION app.checks_cover() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        PERFORM app.recount(NULL, (SELECT array_agg(DISTINCT h.external_ref) FROM changed a
            JOIN household h ON h.id = a.household_id WHERE NOT a.covered), '-infinity');
        RETURN NULL;
    END $$;
CREATE TRIGGER cover_answered AFTER UPDATE ON back_check_address REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.checks_cover();
CREATE TRIGGER cover_unanswered AFTER UPDATE ON back_check_address REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.checks_cover();
CREATE TRIGGER cover_drawn AFTER INSERT ON back_check_address REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.checks_cover();
CREATE TRIGGER cover_gone AFTER DELETE ON back_check_address REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION app.checks_cover();
CREATE TRIGGER cover_none AFTER TRUNCATE ON back_check_address
    FOR EACH STATEMENT EXECUTE FUNCTION app.nothing_covers();

-- Closing keeps the addresses as they stand, opening again forgets them; either way the cycle is counted by what
-- holds then. The version is raised first, so that no visit comes in between.
CREATE FUNCTION app.cycle_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        PERFORM app.raise_versions('coverage');
        DELETE FROM coverage_kept k WHERE k.cycle_id = NEW.id;
        IF NEW.closed_at IS NOT NULL THEN
            INSERT INTO coverage_kept (cycle_id, household_id, state, visited, registered, complete, tries, last_visit,
                first_verified, last_verified, failed_at)
            SELECT NEW.id, c.household_id, c.state, c.visited, c.registered, c.complete, c.tries, c.last_visit,
                c.first_verified, c.last_verified, c.failed_at
            FROM app.covered(NEW, NULL) c;
        END IF;
        PERFORM app.recount_grids(NEW.id, NULL, NULL, '-infinity');
        RETURN NULL;
    END $$;
CREATE TRIGGER cover_closed AFTER UPDATE ON coverage_cycle FOR EACH ROW
    WHEN ((OLD.closed_at IS NULL) <> (NEW.closed_at IS NULL)) EXECUTE FUNCTION app.cycle_closed();
REVOKE ALL ON FUNCTION app.checks_cover(), app.cycle_closed() FROM PUBLIC;

-- Kept addresses are read by app.addresses_in alone, which keeps to the reader's grids.
ALTER TABLE coverage_kept ENABLE ROW LEVEL SECURITY;
CREATE POLICY closing ON coverage_cycle FOR UPDATE TO xunge_app USING ((SELECT app.sees_everything()))
    WITH CHECK ((SELECT app.sees_everything()));
GRANT UPDATE (closed_at, closed_by) ON coverage_cycle TO xunge_app;
-- Answers that were written down before count from now on.
SELECT app.recount(NULL, (SELECT array_agg(DISTINCT h.external_ref) FROM back_check_address a
    JOIN household h ON h.id = a.household_id WHERE NOT a.covered), '-infinity');
