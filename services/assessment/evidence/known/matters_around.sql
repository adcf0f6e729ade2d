-- Incidents opened in [start, stop) in the surroundings (周边): outside all grids, for the nearest one, if it is near
-- enough. Voided ones and reports of the same thing again are left out as inside the grids.
SELECT l.nearest_grid_id AS grid_id, 1 AS repeat, coalesce(m.source, '') AS source, '' AS level, false AS deferred,
       count(*) AS n, string_agg(uuid_send(m.id), '') AS refs
FROM matter_location l
JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id IS NULL AND l.nearest_m <= :around_m
  AND (:everything OR l.nearest_grid_id = ANY (CAST(:grids AS int[])))
  AND m.opened_at >= :start AND m.opened_at < :stop AND m.voided_at IS NULL
  AND starts_with(m.code, :code)
  AND (CAST(:codes AS text[]) IS NULL OR m.code = ANY (CAST(:codes AS text[])))
  AND NOT EXISTS (SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y)
  AND NOT EXISTS (
      SELECT FROM matter_pair p WHERE p.again_id = m.id AND p.state <> 'rejected'
      AND NOT EXISTS (SELECT FROM matter v WHERE v.id = p.first_id AND v.voided_at IS NOT NULL))
GROUP BY l.nearest_grid_id, m.source
