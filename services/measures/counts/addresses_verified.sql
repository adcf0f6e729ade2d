-- Addresses with a verified visit in each period that is a cycle.
SELECT width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) AS bucket, g.grid_id,
       coalesce(sum(g.verified) FILTER (WHERE g.inside), 0) AS inside,
       coalesce(sum(g.verified) FILTER (WHERE NOT g.inside), 0) AS outside
FROM coverage_cycle c
JOIN coverage_grid g ON g.cycle_id = c.id AND g.edition_id = :edition
WHERE c.starts_at = ANY (CAST(:edges AS timestamptz[])) AND c.stops_at = ANY (CAST(:edges AS timestamptz[]))
  AND width_bucket(c.stops_at, CAST(:edges AS timestamptz[]))
      = width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) + 1
  AND (:everything OR g.grid_id = ANY (:grids))
GROUP BY 1, 2
