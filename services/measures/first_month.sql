-- When the last matter before a moment was opened, within the caller's scope.
SELECT max(m.opened_at)
FROM matter_location l
JOIN matter m ON m.id = l.point_id AND m.opened_at < :before
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
