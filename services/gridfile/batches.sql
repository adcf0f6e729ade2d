-- The files that the points of some grids came from, newest first; points that came from no file have no batch.
WITH come AS (
    SELECT 'household' AS kind, p.batch_id FROM household_location l JOIN household p ON p.id = l.point_id
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
    UNION ALL
    SELECT 'matter', p.batch_id FROM matter_location l JOIN matter p ON p.id = l.point_id
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
    UNION ALL
    SELECT 'visit', p.batch_id FROM visit_location l JOIN visit p ON p.id = l.point_id
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
)
SELECT c.kind, b.file_name, b.received_at, count(*) AS points
FROM come c
LEFT JOIN batch b ON b.id = c.batch_id
GROUP BY c.kind, b.id
ORDER BY c.kind, b.received_at DESC NULLS LAST
