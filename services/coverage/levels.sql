-- What is kept of each grid in a cycle, and of its days how many were verified since when: the days from which the bands
-- begin ascend, the counts go from the newest band to what is older than all.
SELECT g.grid_id, g.inside, g.expected, g.registered, g.visited, g.verified, d.fresh,
       g.collected, g.vacant, g.refused, g.no_contact, g.inaccessible, g.missing, g.excluded, a.ages
FROM coverage_grid g
CROSS JOIN LATERAL (
    SELECT coalesce(sum(complete) FILTER (WHERE day >= :fresh_from), 0) AS fresh
    FROM unnest(g.days, g.complete) AS of_day(day, complete)) d
CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(counted.n, 0) ORDER BY band DESC) AS ages
    FROM generate_series(0, cardinality(CAST(:since AS date[]))) AS band
    LEFT JOIN (SELECT width_bucket(day, CAST(:since AS date[])) AS band, sum(last) AS n
               FROM unnest(g.days, g.last) AS of_day(day, last) GROUP BY 1) counted USING (band)) a
WHERE g.cycle_id = :cycle AND g.edition_id = :edition
  AND (:everything OR g.grid_id = ANY (CAST(:grids AS int[])))
