-- Matters whose deadline fell in each period and has passed.
SELECT width_bucket(m.due_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS inside,
       count(*) - count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS outside
FROM matter_location l
LEFT JOIN default_point d ON d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y
JOIN matter m ON m.id = l.point_id AND m.due_at >= :start AND m.due_at < :stop AND m.due_at <= :now
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 1, 2
