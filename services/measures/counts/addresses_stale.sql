-- Addresses of each period that is a cycle without a verified visit in the days that it asks for, before its end or
-- before now; never verified ones too.
SELECT width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) AS bucket, g.grid_id,
       coalesce(sum(g.expected - coalesce(d.fresh, 0)) FILTER (WHERE g.inside), 0) AS inside,
       coalesce(sum(g.expected - coalesce(d.fresh, 0)) FILTER (WHERE NOT g.inside), 0) AS outside
FROM coverage_cycle c
JOIN coverage_grid g ON g.cycle_id = c.id AND g.edition_id = :edition
LEFT JOIN LATERAL (
    SELECT sum(d.last) AS fresh FROM unnest(g.days, g.last) AS d(day, last)
    WHERE d.day >= CAST(least(CAST(:now AS timestamptz), c.stops_at - interval '1 second') AT TIME ZONE c.zone AS date)
                   - c.fresh_days) d ON true
WHERE c.starts_at = ANY (CAST(:edges AS timestamptz[])) AND c.stops_at = ANY (CAST(:edges AS timestamptz[]))
  AND width_bucket(c.stops_at, CAST(:edges AS timestamptz[]))
      = width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) + 1
  AND (:everything OR g.grid_id = ANY (:grids))
GROUP BY 1, 2
