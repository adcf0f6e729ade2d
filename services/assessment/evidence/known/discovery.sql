-- Of the matters reported in [start, stop) whose source is known, those that the grid itself found; the ones that
-- others found are the missing ones. Reports are counted, as the indicators count them.
SELECT l.grid_id, count(*) FILTER (WHERE m.source = 'own_grid') AS numerator, count(*) AS denominator, 0 AS deferred,
       string_agg(uuid_send(m.id), '') FILTER (WHERE m.source <> 'own_grid') AS refs
FROM matter_location l
JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id IS NOT NULL AND (:everything OR l.grid_id = ANY (CAST(:grids AS int[])))
  AND m.opened_at >= :start AND m.opened_at < :stop AND m.voided_at IS NULL
  AND m.source = ANY (CAST(:sources AS text[]))
  AND starts_with(m.code, :code)
  AND (CAST(:codes AS text[]) IS NULL OR m.code = ANY (CAST(:codes AS text[])))
  AND NOT EXISTS (SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y)
GROUP BY l.grid_id
