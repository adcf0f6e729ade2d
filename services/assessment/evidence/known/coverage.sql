-- Of the addresses expected in the cycle that the period is, those with a verified visit in it; the others are the
-- missing ones. Where the period is no cycle nobody says anything.
SELECT a.grid_id, count(*) FILTER (WHERE a.first_verified IS NOT NULL) AS numerator, count(*) AS denominator,
       0 AS deferred, string_agg(uuid_send(a.household_id), '') FILTER (WHERE a.first_verified IS NULL) AS refs
FROM coverage_cycle c
CROSS JOIN LATERAL app.addresses_in(c.id, :edition, CAST(:all_grids AS int[])) a
WHERE c.starts_at = :start AND c.stops_at = :stop AND a.inside AND a.state <> 'excluded'
GROUP BY a.grid_id
