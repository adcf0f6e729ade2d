-- Visits and patrol points recorded in some grids in [start, stop), by local month; a visit is told apart by whether
-- its household lies in these grids.
SELECT CAST(date_trunc('month', v.visited_at AT TIME ZONE :zone) AS date) AS month,
       count(*) FILTER (WHERE v.kind = 'patrol') AS patrols,
       count(*) FILTER (WHERE v.kind = 'visit') AS visits,
       count(*) FILTER (WHERE v.kind = 'visit' AND own.point_id IS NOT NULL) AS own,
       count(*) FILTER (WHERE v.kind = 'visit' AND v.household_ref IS NULL) AS unnamed
FROM visit_location l
JOIN visit v ON v.id = l.point_id AND v.visited_at >= :start AND v.visited_at < :stop
LEFT JOIN household h ON h.external_ref = v.household_ref
LEFT JOIN household_location own ON own.point_id = h.id AND own.edition_id = l.edition_id
    AND own.grid_id = ANY (CAST(:grids AS int[]))
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
GROUP BY 1
