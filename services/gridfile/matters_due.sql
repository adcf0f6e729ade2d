-- Matters whose deadline passed in [start, stop), and those of them that were closed by then.
SELECT count(*) AS due, count(*) FILTER (WHERE m.closed_at <= m.due_at) AS on_time
FROM matter_location l
JOIN matter m ON m.id = l.point_id AND m.due_at >= :start AND m.due_at < :stop
WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
