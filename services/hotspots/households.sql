-- The households of the register: place and grid.
SELECT ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat, l.grid_id
FROM household_location l
JOIN household h ON h.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
ORDER BY h.id
