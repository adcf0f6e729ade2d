-- Where somebody passed in some grids in the cycle, on a visit or a patrol.
SELECT ST_X(v.geom) AS lon, ST_Y(v.geom) AS lat
FROM visit_location l
JOIN visit v ON v.id = l.point_id AND v.visited_at >= :starts AND v.visited_at < :stops
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
