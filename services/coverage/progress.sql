-- By grid and day, how many addresses of a cycle were verified in it for the first time.
SELECT g.grid_id, d.day, d.reached
FROM coverage_grid g CROSS JOIN LATERAL unnest(g.days, g.reached) AS d(day, reached)
WHERE g.cycle_id = :cycle AND g.edition_id = :edition AND g.inside AND d.reached > 0
  AND (:everything OR g.grid_id = ANY (CAST(:grids AS int[])))
