-- The households that two editions of the register have not in common, or in another state, in the caller's scope.
SELECT h.external_ref AS ref, h.address, coalesce(l.grid_id, l.nearest_grid_id) AS grid_id, l.grid_id IS NOT NULL AS inside,
       CASE WHEN e.edition_id IS NULL THEN 'added' WHEN s.edition_id IS NULL THEN 'gone' ELSE 'turned' END AS what,
       e.state AS before, s.state AS after
FROM (SELECT * FROM register_entry WHERE edition_id = :earlier) e
FULL JOIN (SELECT * FROM register_entry WHERE edition_id = :later) s ON s.household_id = e.household_id
JOIN household h ON h.id = coalesce(e.household_id, s.household_id)
JOIN household_location l ON l.point_id = h.id AND l.edition_id = :boundaries
WHERE (e.edition_id IS NULL OR s.edition_id IS NULL OR e.state <> s.state)
  AND (:everything OR coalesce(l.grid_id, l.nearest_grid_id) = ANY (CAST(:grids AS int[])))
ORDER BY 5, h.external_ref COLLATE "C"
