-- Matters opened in each period; one that was voided is none. One at a default point lies in no grid that anybody knows: it counts as outside.
SELECT width_bucket(l.happened_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS inside,
       count(*) - count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS outside
FROM matter_location l
LEFT JOIN default_point d ON d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y
WHERE l.edition_id = :edition AND l.happened_at >= :start AND l.happened_at < :stop
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
  AND NOT EXISTS (SELECT FROM matter v WHERE v.id = l.point_id AND v.voided_at IS NOT NULL)
GROUP BY 1, 2
