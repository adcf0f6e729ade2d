-- The state and levels of each address of a cycle, from visits and approved statements; of the addresses named, or of
-- all. A visit is the address's own by the reference that it carries, wherever it was recorded, and is verified where
-- its place is the address's: within the cycle's metres, or twice its accuracy, which is 100 m at most. Where a review
-- was opened the person's decision holds instead: until then it is not verified, and struck it is no visit.
-- It is one SELECT, so that it is planned with whatever asks for it.
CREATE OR REPLACE FUNCTION app.covered(cycle int, refs text[]) RETURNS TABLE (
    household_id uuid, ref text, state text, visited boolean, registered boolean, complete boolean, tries int,
    last_visit timestamptz, first_verified timestamptz, last_verified timestamptz) LANGUAGE sql STABLE
    AS $$
        SELECT e.household_id, h.external_ref,
               d.state, coalesce(s.visited, false) AND d.state <> 'excluded',
               d.registered, d.registered AND h.address IS NOT NULL, coalesce(t.tries, 0), s.last_visit,
               CASE d.state WHEN 'collected' THEN s.collected WHEN 'vacant' THEN s.vacant END, s.last_verified
        FROM coverage_cycle c
        JOIN register_entry e ON e.edition_id = c.register_edition_id
        JOIN household h ON h.id = e.household_id AND ($2 IS NULL OR h.external_ref = ANY ($2))
        LEFT JOIN (
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
            GROUP BY p.id) s ON s.id = e.household_id
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
