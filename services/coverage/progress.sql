-- By grid and day, how many addresses of a cycle were verified in it for the first time.
SELECT grid_id, day, reached FROM coverage_day
WHERE cycle_id = :cycle AND edition_id = :edition AND inside AND reached > 0
  AND (:everything OR grid_id = ANY (CAST(:grids AS int[])))
