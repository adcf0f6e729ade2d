-- What two editions of the register have in common and what not, by the grid in which each household lies under an
-- edition of the boundaries; outside all grids by the nearest one, apart.
SELECT coalesce(l.grid_id, l.nearest_grid_id) AS grid_id, l.grid_id IS NOT NULL AS inside,
       count(*) FILTER (WHERE e.edition_id IS NOT NULL AND s.edition_id IS NOT NULL) AS kept,
       count(*) FILTER (WHERE e.edition_id IS NULL) AS added,
       count(*) FILTER (WHERE s.edition_id IS NULL) AS gone,
       count(*) FILTER (WHERE e.state <> s.state) AS turned
FROM (SELECT * FROM register_entry WHERE edition_id = :earlier) e
FULL JOIN (SELECT * FROM register_entry WHERE edition_id = :later) s ON s.household_id = e.household_id
JOIN household_location l ON l.point_id = coalesce(e.household_id, s.household_id) AND l.edition_id = :boundaries
WHERE :everything OR l.grid_id = ANY (CAST(:grids AS int[]))
   OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (CAST(:grids AS int[])))
GROUP BY 1, 2
ORDER BY 1, 2 DESC
