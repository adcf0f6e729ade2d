-- Some matters by their keys: reference, place in degrees, and the grid in which they lie under an edition.
SELECT p.id, l.ref, ST_X(p.geom) AS lon, ST_Y(p.geom) AS lat, l.grid_id
FROM matter_location l
JOIN matter p ON p.id = l.point_id
WHERE l.edition_id = :edition AND p.id = ANY (CAST(:ids AS uuid[]))
  AND (:everything OR l.grid_id = ANY (CAST(:grids AS int[]))
       OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (CAST(:grids AS int[]))))
ORDER BY l.ref COLLATE "C"
