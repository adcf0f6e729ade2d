-- Matters opened in [start, stop) in some grids, by code, by source, and all. Open means neither closed nor
-- voided before stop.
SELECT CASE WHEN GROUPING(m.code) = 0 THEN 'code' WHEN GROUPING(m.source) = 0 THEN 'source' ELSE 'all' END AS by,
       m.code, m.source,
       count(*) AS opened,
       count(*) FILTER (WHERE m.closed_at < :stop) AS closed,
       count(*) FILTER (WHERE m.voided_at < :stop) AS voided,
       count(*) FILTER (WHERE (coalesce(m.closed_at, m.voided_at) < :stop) IS NOT TRUE AND m.due_at < :stop) AS overdue
FROM matter_location l
JOIN matter m ON m.id = l.point_id AND m.opened_at >= :start AND m.opened_at < :stop
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
GROUP BY GROUPING SETS ((m.code), (m.source), ())
ORDER BY opened DESC, m.code, m.source
