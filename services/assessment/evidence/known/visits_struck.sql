-- Visits made in [start, stop) that were reviewed, heard, and struck: by the grid of the address, or of the visit's
-- own place where it names none.
SELECT coalesce(h.grid_id, l.grid_id) AS grid_id, 1 AS repeat, '' AS source, '' AS level, false AS deferred,
       count(*) AS n, string_agg(uuid_send(r.visit_id), '') AS refs
FROM visit_review r
LEFT JOIN household_location h ON h.point_id = r.household_id AND h.edition_id = :edition
LEFT JOIN visit_location l ON l.point_id = r.visit_id AND l.edition_id = :edition
WHERE r.visited_at >= :start AND r.visited_at < :stop AND r.state = 'decided' AND r.outcome = 'struck'
  AND coalesce(h.grid_id, l.grid_id) IS NOT NULL
  AND (:everything OR coalesce(h.grid_id, l.grid_id) = ANY (CAST(:grids AS int[])))
GROUP BY 1
