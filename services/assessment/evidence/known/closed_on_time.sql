-- Of the matters whose deadline fell in [start, stop) and has passed, those never deferred that met it; all that were
-- due; how many of them were deferred; and the ones that are missing. Reports are counted, as the indicators count them.
SELECT l.grid_id, count(*) FILTER (WHERE m.deferrals = 0 AND m.closed_at <= m.due_at) AS numerator,
       count(*) AS denominator, count(*) FILTER (WHERE m.deferrals > 0) AS deferred,
       string_agg(uuid_send(m.id), '') FILTER (
           WHERE m.deferrals = 0 AND (m.closed_at IS NULL OR m.closed_at > m.due_at)) AS refs
FROM matter_location l
JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id IS NOT NULL AND (:everything OR l.grid_id = ANY (CAST(:grids AS int[])))
  AND m.due_at >= :start AND m.due_at < :stop AND m.due_at <= :now
  AND starts_with(m.code, :code)
  AND (CAST(:codes AS text[]) IS NULL OR m.code = ANY (CAST(:codes AS text[])))
  AND NOT EXISTS (SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y)
GROUP BY l.grid_id
