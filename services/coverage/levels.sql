-- What is kept of each grid in a cycle, and of its days how many were verified since when.
SELECT g.grid_id, g.inside, g.expected, g.registered, g.visited, g.verified, coalesce(d.fresh, 0) AS fresh,
       g.collected, g.vacant, g.refused, g.no_contact, g.inaccessible, g.missing, g.excluded,
       coalesce(d.within_30, 0) AS within_30, coalesce(d.within_90, 0) AS within_90,
       coalesce(d.within_180, 0) AS within_180, coalesce(d.older, 0) AS older
FROM coverage_grid g
CROSS JOIN LATERAL (
    SELECT sum(complete) FILTER (WHERE day >= :fresh_from) AS fresh,
           sum(last) FILTER (WHERE day >= :since_30) AS within_30,
           sum(last) FILTER (WHERE day >= :since_90 AND day < :since_30) AS within_90,
           sum(last) FILTER (WHERE day >= :since_180 AND day < :since_90) AS within_180,
           sum(last) FILTER (WHERE day < :since_180) AS older
    FROM unnest(g.days, g.last, g.complete) AS of_day(day, last, complete)) d
WHERE g.cycle_id = :cycle AND g.edition_id = :edition
  AND (:everything OR g.grid_id = ANY (CAST(:grids AS int[])))
