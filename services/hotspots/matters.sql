-- Matters opened in [start, stop) under an edition, in the caller's scope: id, place, moment, code, source, grid.
-- A voided matter is no incident. What lies at a geocoder's default point that stands stays out: nobody knows where it was.
SELECT m.id, ST_X(m.geom) AS lon, ST_Y(m.geom) AS lat, extract(epoch FROM m.opened_at) AS at_s, m.code, m.source, l.grid_id
FROM matter_location l
JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
  AND m.opened_at >= :start AND m.opened_at < :stop AND starts_with(m.code, :code)
  AND (CAST(:codes AS text[]) IS NULL OR m.code = ANY (CAST(:codes AS text[])))
  AND m.voided_at IS NULL
  AND NOT EXISTS (
    SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y)
ORDER BY m.opened_at, m.id
