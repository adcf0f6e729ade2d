-- What a month came to in grids under an edition: the register, whom visits reached, patrols, matters, open reviews.
SELECT g.id AS grid_id, coalesce(h.households, 0) AS households, coalesce(v.reached, 0) AS reached,
       coalesce(v.visits, 0) AS visits, coalesce(p.patrols, 0) AS patrols, coalesce(m.reported, 0) AS reported,
       coalesce(m.open, 0) AS open, coalesce(r.reviews, 0) AS reviews
FROM unnest(CAST(:grids AS int[])) AS g(id)
LEFT JOIN (
    SELECT l.grid_id, count(*) AS households
    FROM household_location l JOIN household h ON h.id = l.point_id AND h.state = 'registered'
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[])) GROUP BY l.grid_id
) h ON h.grid_id = g.id
LEFT JOIN (
    SELECT l.grid_id, count(*) AS visits, count(DISTINCT h.id) AS reached
    FROM visit v
    JOIN household h ON h.external_ref = v.household_ref
    JOIN household_location l ON l.point_id = h.id AND l.edition_id = :edition
    WHERE v.kind = 'visit' AND v.visited_at >= :since AND v.visited_at < :until
      AND l.grid_id = ANY (CAST(:grids AS int[]))
    GROUP BY l.grid_id
) v ON v.grid_id = g.id
LEFT JOIN (
    SELECT l.grid_id, count(*) AS patrols
    FROM visit_location l JOIN visit v ON v.id = l.point_id AND v.kind = 'patrol'
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[]))
      AND v.visited_at >= :since AND v.visited_at < :until
    GROUP BY l.grid_id
) p ON p.grid_id = g.id
LEFT JOIN (
    SELECT l.grid_id, count(*) FILTER (WHERE m.opened_at >= :since) AS reported,
           count(*) FILTER (WHERE m.stage NOT IN ('closed', 'voided')) AS open
    FROM matter_location l JOIN matter m ON m.id = l.point_id AND m.opened_at < :until
    WHERE l.edition_id = :edition AND l.grid_id = ANY (CAST(:grids AS int[])) GROUP BY l.grid_id
) m ON m.grid_id = g.id
LEFT JOIN (
    SELECT l.grid_id, count(*) AS reviews
    FROM visit_review r JOIN household_location l ON l.point_id = r.household_id AND l.edition_id = :edition
    WHERE r.state <> 'decided' AND r.visited_at >= :since AND r.visited_at < :until
      AND l.grid_id = ANY (CAST(:grids AS int[]))
    GROUP BY l.grid_id
) r ON r.grid_id = g.id
