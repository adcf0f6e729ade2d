-- Of the addresses expected in the cycle that the period is, those verified in the days that it asks for before its
-- end, or before now; the stale ones, and those never verified, are the missing ones.
SELECT a.grid_id, count(*) FILTER (WHERE f.fresh) AS numerator, count(*) AS denominator, 0 AS deferred,
       string_agg(uuid_send(a.household_id), '') FILTER (WHERE NOT f.fresh) AS refs
FROM coverage_cycle c
CROSS JOIN LATERAL app.addresses_in(c.id, :edition, CAST(:all_grids AS int[])) a
CROSS JOIN LATERAL (SELECT coalesce(
    CAST(a.last_verified AT TIME ZONE c.zone AS date)
        >= CAST(least(CAST(:now AS timestamptz), c.stops_at - interval '1 second') AT TIME ZONE c.zone AS date)
           - c.fresh_days, false) AS fresh) f
WHERE c.starts_at = :start AND c.stops_at = :stop AND a.inside AND a.state <> 'excluded'
GROUP BY a.grid_id
