-- Matters opened in each period.
SELECT width_bucket(l.happened_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) AS inside, count(*) - count(l.grid_id) AS outside
FROM matter_location l
WHERE l.edition_id = :edition AND l.happened_at >= :start AND l.happened_at < :stop
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 1, 2
