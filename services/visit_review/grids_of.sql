-- In which grids, of any edition, the addresses lie that a device's visits were for.
SELECT DISTINCT l.grid_id
FROM household_location l
WHERE l.point_id = ANY (CAST(:households AS uuid[])) AND l.grid_id IS NOT NULL
ORDER BY l.grid_id
