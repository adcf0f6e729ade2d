-- Matters opened in each period.
SELECT width_bucket(m.opened_at, CAST(:edges AS timestamptz[])) AS bucket,
       coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) AS inside, count(*) - count(l.grid_id) AS outside
FROM matter_location l
JOIN matter m ON m.id = l.point_id AND m.opened_at >= :start AND m.opened_at < :stop
WHERE l.edition_id = :edition AND (:everything OR coalesce(l.grid_id, l.nearest_grid_id) = ANY (:grids))
GROUP BY 1, 2
