-- Grids in which a deadline of the cycle or a deferral has passed since a moment: nobody wrote anything, and yet a
-- matter is late from then on.
SELECT DISTINCT coalesce(l.grid_id, l.nearest_grid_id)
FROM matter m
JOIN matter_location l ON l.point_id = m.id AND l.edition_id = ANY (CAST(:editions AS int[]))
WHERE (m.due_at > :since AND m.due_at <= :now AND m.due_at >= :start AND m.due_at < :stop)
   OR (m.deferred_until > :since AND m.deferred_until <= :now)
