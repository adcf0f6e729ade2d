-- Whether there is any household, and any matter, within the caller's scope.
SELECT EXISTS (
    SELECT FROM household_location l
    WHERE l.edition_id = :edition
      AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
) AS households,
EXISTS (
    SELECT FROM matter_location l
    WHERE l.edition_id = :edition
      AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
) AS matters
