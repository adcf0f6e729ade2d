-- Households whose address holds all words, in the caller's grids; one outside all grids belongs to its nearest.
SELECT h.address, b.name AS grid, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat
FROM household_location l
JOIN household h ON h.id = l.point_id AND h.address ILIKE ALL (CAST(:patterns AS text[]))
JOIN boundary b ON b.edition_id = l.edition_id AND b.zone_id = coalesce(l.grid_id, l.nearest_grid_id)
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
ORDER BY h.address, h.external_ref
LIMIT :most
