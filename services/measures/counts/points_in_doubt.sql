-- Of every point recorded (points.sql), those outside all grids, nearer to a border than their accuracy, or at a
-- default point.
SELECT width_bucket(l.happened_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) AS inside, count(*) - count(l.grid_id) AS outside
FROM matter_location l
WHERE l.edition_id = :edition AND l.happened_at >= :start AND l.happened_at < :stop
  AND (l.doubtful OR l.grid_id IS NULL OR EXISTS (
      SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y))
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 1, 2
UNION ALL
SELECT width_bucket(l.happened_at, CAST(:edges AS timestamptz[])), coalesce(l.grid_id, l.nearest_grid_id),
       count(l.grid_id), count(*) - count(l.grid_id)
FROM visit_location l
WHERE l.edition_id = :edition AND l.happened_at >= :start AND l.happened_at < :stop
  AND (l.doubtful OR l.grid_id IS NULL)
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 1, 2
UNION ALL
SELECT NULL, coalesce(l.grid_id, l.nearest_grid_id), count(l.grid_id), count(*) - count(l.grid_id)
FROM household_location l
WHERE l.edition_id = :edition AND (l.doubtful OR l.grid_id IS NULL)
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 2
