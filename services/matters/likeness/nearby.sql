-- Matters of one type near a place and before a time, within scope, at no default point; at most twenty.
SELECT m.external_ref, m.code, m.stage, m.opened_at, m.address, ST_X(m.geom), ST_Y(m.geom), d.metres
FROM matter m
JOIN matter_location l ON l.point_id = m.id AND l.edition_id = :edition
CROSS JOIN LATERAL (
    SELECT ST_DistanceSphere(m.geom, ST_Point(:lon, :lat, 4326)) AS metres
) d
WHERE m.code = :code AND m.opened_at BETWEEN :when - make_interval(secs => :days * 86400) AND :when
  AND d.metres <= :metres
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
  AND NOT EXISTS (SELECT FROM default_point p WHERE p.stands AND p.tile_x = l.tile_x AND p.tile_y = l.tile_y)
ORDER BY d.metres, m.external_ref
LIMIT 20
