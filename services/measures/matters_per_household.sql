-- Matters opened in [from, to) and households, by grid of one edition, within the caller's scope.
-- Points are joined by their place under that edition; the grids of the edition are the rows.
WITH grid AS (
    SELECT b.zone_id, z.code, b.name, b.area_m2, community.name AS community
    FROM boundary b
    JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
    LEFT JOIN LATERAL (
        SELECT up.name FROM boundary up JOIN zone uz ON uz.id = up.zone_id AND uz.level = 'community'
        WHERE up.edition_id = b.edition_id AND up.zone_id = ANY (b.path)
    ) community ON true
    WHERE b.edition_id = :edition AND (:everything OR b.zone_id = ANY (:grids))
), homes AS (
    SELECT l.grid_id, count(*) AS n
    FROM household_location l
    WHERE l.edition_id = :edition AND (:everything OR l.grid_id = ANY (:grids)
           OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
    GROUP BY l.grid_id
), reported AS (
    SELECT l.grid_id, count(*) AS n, count(*) FILTER (WHERE l.doubtful) AS doubtful
    FROM matter_location l
    JOIN matter m ON m.id = l.point_id AND m.opened_at >= :start AND m.opened_at < :stop
    WHERE l.edition_id = :edition AND (:everything OR l.grid_id = ANY (:grids)
           OR (l.grid_id IS NULL AND l.nearest_grid_id = ANY (:grids)))
    GROUP BY l.grid_id
)
SELECT g.zone_id, g.code, g.name, g.community,
       coalesce(h.n, 0) AS households, coalesce(r.n, 0) AS matters, coalesce(r.doubtful, 0) AS doubtful
FROM grid g
LEFT JOIN homes h ON h.grid_id = g.zone_id
LEFT JOIN reported r ON r.grid_id = g.zone_id
UNION ALL
SELECT NULL, NULL, NULL, NULL,
       coalesce((SELECT n FROM homes WHERE grid_id IS NULL), 0),
       coalesce((SELECT n FROM reported WHERE grid_id IS NULL), 0), 0
