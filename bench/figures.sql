-- The peer: which addresses of the register were visited and verified in the cycle, and which never, by grid. Tries,
-- reviews, statements, records and days are left out.
SELECT l.grid_id, count(*) AS expected, count(*) FILTER (WHERE s.visits > 0) AS visited,
       count(*) FILTER (WHERE s.there) AS verified,
       count(*) FILTER (WHERE s.last IS NULL) AS never
FROM coverage_cycle c
JOIN register_entry e ON e.edition_id = c.register_edition_id
JOIN household h ON h.id = e.household_id
JOIN household_location l ON l.point_id = h.id AND l.edition_id = :edition
LEFT JOIN (
    SELECT v.household_ref, count(*) FILTER (WHERE n.now) AS visits,
           CASE WHEN bool_or(v.found IS NULL AND n.now) THEN bool_or(v.found IS NULL AND n.now AND n.near)
                WHEN max(v.visited_at) FILTER (WHERE v.found = 'vacant' AND n.now)
                    > coalesce(max(v.visited_at) FILTER (WHERE v.found = 'refused' AND n.now), '-infinity')
                THEN bool_or(v.found = 'vacant' AND n.now AND n.near) END AS there,
           max(v.visited_at) FILTER (WHERE n.near AND (v.found IS NULL OR v.found = 'vacant')) AS last
    FROM coverage_cycle c
    JOIN bare v ON v.kind = 'visit' AND v.visited_at < c.stops_at
    JOIN household p ON p.external_ref = v.household_ref
    CROSS JOIN LATERAL (SELECT ST_DistanceSphere(v.geom, p.geom) <= greatest(c.near_m, 2 * v.accuracy_m) AS near,
                               v.visited_at >= c.starts_at AS now) n
    WHERE c.id = :cycle
    GROUP BY v.household_ref) s ON s.household_ref = h.external_ref
WHERE c.id = :cycle
GROUP BY l.grid_id
