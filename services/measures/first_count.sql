-- How many matters were opened in two spans that follow each other, within the caller's scope.
SELECT count(*) FILTER (WHERE m.opened_at < :middle) AS earlier, count(*) FILTER (WHERE m.opened_at >= :middle) AS later
FROM matter_location l
JOIN matter m ON m.id = l.point_id AND m.opened_at >= :start AND m.opened_at < :stop
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
