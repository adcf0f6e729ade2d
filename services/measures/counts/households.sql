-- Households of the register as it stands, the vacant ones too; the same in every period.
SELECT CAST(NULL AS int) AS bucket, coalesce(l.grid_id, l.nearest_grid_id) AS grid_id,
       count(l.grid_id) AS inside, count(*) - count(l.grid_id) AS outside
FROM household_location l
WHERE l.edition_id = :edition
  AND (:everything OR l.grid_id = ANY (:grids) OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
GROUP BY 2
