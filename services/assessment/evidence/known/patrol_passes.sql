-- Passes of patrols in [start, stop): one person on one local day in one grid is one pass, however many points of it
-- were recorded; the first of them stands for it.
SELECT p.grid_id, 1 AS repeat, '' AS source, '' AS level, false AS deferred, count(*) AS n,
       string_agg(uuid_send(p.id), '') AS refs
FROM (
    SELECT DISTINCT ON (l.grid_id, v.who, v.day) l.grid_id, v.id
    FROM visit_location l
    JOIN LATERAL (
        SELECT v.id, coalesce(v.visitor, v.device, v.id::text) AS who,
               CAST(v.visited_at AT TIME ZONE :zone AS date) AS day, v.visited_at
        FROM visit v
        WHERE v.id = l.point_id AND v.kind = 'patrol' AND v.visited_at >= :start AND v.visited_at < :stop) v ON true
    WHERE l.edition_id = :edition AND l.grid_id IS NOT NULL
      AND (:everything OR l.grid_id = ANY (CAST(:grids AS int[])))
    ORDER BY l.grid_id, v.who, v.day, v.visited_at, v.id) p
GROUP BY p.grid_id
