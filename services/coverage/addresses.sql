-- The addresses of some grids as they stand in a cycle, or one of them.
SELECT a.household_id, a.ref, h.address, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat, a.grid_id, a.inside, a.state,
       a.visited, a.registered, a.tries, a.last_visit, a.first_verified, a.last_verified, a.failed_at,
       EXISTS (SELECT FROM address_statement s WHERE s.cycle_id = :cycle AND s.household_id = a.household_id
               AND s.approved IS NULL) AS stated
FROM app.addresses_in(:cycle, :edition, CAST(:grids AS int[])) a
JOIN household h ON h.id = a.household_id
WHERE CAST(:ref AS text) IS NULL OR a.ref = :ref
ORDER BY a.ref COLLATE "C"
