-- The register of some grids, and which households were visited there lately. A visit counts where it was recorded
-- inside these grids: from elsewhere nobody was at the door.
WITH home AS (
    SELECT h.external_ref, h.state, h.residents
    FROM household_location l
    JOIN household h ON h.id = l.point_id
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
), seen AS (
    SELECT v.household_ref, max(v.visited_at) AS last
    FROM visit_location l
    JOIN visit v ON v.id = l.point_id AND v.kind = 'visit' AND v.visited_at < :stop
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
    GROUP BY v.household_ref
)
SELECT h.state,
       count(*) AS households,
       count(h.residents) AS stated,
       coalesce(sum(h.residents), 0) AS residents,
       count(*) FILTER (WHERE s.last >= :since_30) AS seen_30,
       count(*) FILTER (WHERE s.last >= :since_90) AS seen_90,
       count(*) FILTER (WHERE s.last >= :since_365) AS seen_365,
       count(*) FILTER (WHERE s.last IS NULL) AS never
FROM home h
LEFT JOIN seen s ON s.household_ref = h.external_ref
GROUP BY h.state
ORDER BY h.state
