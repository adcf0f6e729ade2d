-- Visits to households in each period; patrols are none.
SELECT width_bucket(v.visited_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) AS inside, count(*) - count(l.grid_id) AS outside
FROM visit_location l
JOIN visit v ON v.id = l.point_id AND v.kind = 'visit' AND v.visited_at >= :start AND v.visited_at < :stop
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 1, 2
