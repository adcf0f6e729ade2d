-- The peer's figures of one grid: the same, its addresses' visits found by their references.
SELECT l.grid_id, count(*) AS expected, count(*) FILTER (WHERE s.visits > 0) AS visited,
       count(*) FILTER (WHERE s.there) AS verified,
       count(*) FILTER (WHERE s.last IS NULL) AS never
FROM coverage_cycle c
JOIN household_location l ON l.edition_id = :edition AND l.grid_id = :grid
JOIN household h ON h.id = l.point_id
JOIN register_entry e ON e.edition_id = c.register_edition_id AND e.household_id = h.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE n.now) AS visits,
           CASE WHEN bool_or(v.found IS NULL AND n.now) THEN bool_or(v.found IS NULL AND n.now AND n.near)
                WHEN max(v.visited_at) FILTER (WHERE v.found = 'vacant' AND n.now)
                    > coalesce(max(v.visited_at) FILTER (WHERE v.found = 'refused' AND n.now), '-infinity')
                THEN bool_or(v.found = 'vacant' AND n.now AND n.near) END AS there,
           max(v.visited_at) FILTER (WHERE n.near AND (v.found IS NULL OR v.found = 'vacant')) AS last
    FROM bare v
    CROSS JOIN LATERAL (SELECT ST_DistanceSphere(v.geom, h.geom) <= greatest(c.near_m, 2 * v.accuracy_m) AS near,
                               v.visited_at >= c.starts_at AS now) n
    WHERE v.kind = 'visit' AND v.household_ref = h.external_ref
        AND v.visited_at < c.stops_at) s
WHERE c.id = :cycle
GROUP BY l.grid_id
