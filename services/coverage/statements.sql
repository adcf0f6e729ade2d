-- The statements of a cycle with their addresses, by the grid that answers for each.
SELECT s.id, h.external_ref AS ref, h.address, coalesce(l.grid_id, l.nearest_grid_id, 0) AS grid_id, s.kind, s.reason,
       s.evidence, s.stated_at, s.stated_by, p.display_name AS stater, s.approved, s.decided_at,
       q.display_name AS decider
FROM address_statement s
JOIN household h ON h.id = s.household_id
JOIN household_location l ON l.point_id = s.household_id AND l.edition_id = :edition
LEFT JOIN person p ON p.id = s.stated_by
LEFT JOIN person q ON q.id = s.decided_by
WHERE s.cycle_id = :cycle
  AND (:everything OR coalesce(l.grid_id, l.nearest_grid_id) = ANY (CAST(:grids AS int[])))
ORDER BY s.approved IS NOT NULL, s.stated_at DESC, s.id DESC
