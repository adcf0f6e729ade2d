-- Points of patrols, and of visits where asked for, in [start, stop): place, moment, who, the local day, and the grid.
SELECT ST_X(v.geom) AS lon, ST_Y(v.geom) AS lat, extract(epoch FROM v.visited_at) AS at_s,
       hashtext(coalesce(v.visitor, v.device, v.id::text)) AS who,
       (v.visited_at AT TIME ZONE :zone)::date - DATE '1970-01-01' AS day, l.grid_id
FROM visit_location l
JOIN visit v ON v.id = l.point_id
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
  AND v.visited_at >= :start AND v.visited_at < :stop AND (v.kind = 'patrol' OR :visits)
ORDER BY v.visited_at, v.id
