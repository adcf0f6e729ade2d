-- Matters opened in each period that repeat no earlier one: an incident counts once, however often it is reported.
-- One that was voided is none, and what repeats it counts in its place.
SELECT width_bucket(l.happened_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS inside,
       count(*) - count(l.grid_id) FILTER (WHERE d.tile_x IS NULL) AS outside
FROM matter_location l
LEFT JOIN default_point d ON d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y
WHERE l.edition_id = :edition AND l.happened_at >= :start AND l.happened_at < :stop
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
  AND NOT EXISTS (SELECT FROM matter v WHERE v.id = l.point_id AND v.voided_at IS NOT NULL)
  AND NOT EXISTS (
      SELECT FROM matter_pair p WHERE p.again_id = l.point_id AND p.state <> 'rejected'
      AND NOT EXISTS (SELECT FROM matter v WHERE v.id = p.first_id AND v.voided_at IS NOT NULL))
GROUP BY 1, 2
