-- Addresses to be visited, each in another grid.
SELECT * FROM (
    SELECT DISTINCT ON (l.grid_id) l.grid_id, l.ref, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat
    FROM household_location l JOIN household h ON h.id = l.point_id
    WHERE l.edition_id = :edition AND l.grid_id IS NOT NULL
    ORDER BY l.grid_id, l.ref) one
ORDER BY ref LIMIT :many
