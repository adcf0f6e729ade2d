-- Incidents that were open at the end of the period, or are now where it has not ended, whenever they were reported;
-- apart those whose deferral still ran then.
SELECT l.grid_id, 1 AS repeat, coalesce(m.source, '') AS source, '' AS level,
       coalesce(m.deferred_until > :as_of, false) AS deferred, count(*) AS n,
       string_agg(uuid_send(m.id), '') AS refs
FROM matter_location l
JOIN matter m ON m.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id IS NOT NULL AND (:everything OR l.grid_id = ANY (CAST(:grids AS int[])))
  AND m.opened_at < :as_of AND (m.closed_at IS NULL OR m.closed_at >= :as_of) AND m.voided_at IS NULL
  AND starts_with(m.code, :code)
  AND (CAST(:codes AS text[]) IS NULL OR m.code = ANY (CAST(:codes AS text[])))
  AND NOT EXISTS (SELECT FROM default_point d WHERE d.stands AND d.tile_x = l.tile_x AND d.tile_y = l.tile_y)
  AND NOT EXISTS (
      SELECT FROM matter_pair p WHERE p.again_id = m.id AND p.state <> 'rejected'
      AND NOT EXISTS (SELECT FROM matter v WHERE v.id = p.first_id AND v.voided_at IS NOT NULL))
GROUP BY l.grid_id, m.source, 5
