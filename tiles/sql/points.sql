-- Points of one kind within the caller's scope and a period, gathered in cells; every point counts in exactly one
-- tile of a zoom level. A cell is `fine` bits of a zoom-31 tile wide, and where more than 5,000 features would be
-- left, `coarse` bits, which leave 4,096 at most. It reads the covering index alone.
SELECT v.version, (
    WITH fine AS MATERIALIZED (
        SELECT count(*) AS n, sum(CAST(tile_x AS float8)) AS sum_x, sum(CAST(tile_y AS float8)) AS sum_y,
               count(*) FILTER (WHERE doubtful) AS doubtful, min(ref COLLATE "C") AS ref
        FROM {location}
        WHERE edition_id = %(edition)s AND quadkey >= %(low)s AND quadkey < %(high)s
          AND (%(everything)s OR coalesce(grid_id, nearest_grid_id) = ANY (%(grids)s))
          AND (CAST(%(start)s AS timestamptz) IS NULL OR (happened_at >= %(start)s AND happened_at < %(stop)s))
        GROUP BY tile_x >> %(fine)s, tile_y >> %(fine)s),
    many AS MATERIALIZED (SELECT count(*) > %(most)s AS so FROM fine),
    cells AS (
        SELECT n, sum_x, sum_y, doubtful, ref FROM fine WHERE NOT (SELECT so FROM many)
        UNION ALL
        SELECT sum(n), sum(sum_x), sum(sum_y), sum(doubtful), min(ref) FROM fine WHERE (SELECT so FROM many)
        GROUP BY CAST(floor(sum_x / n) AS int) >> %(coarse)s, CAST(floor(sum_y / n) AS int) >> %(coarse)s)
    SELECT ST_AsMVT(t, 'point', 4096, 'geom')
    FROM (
        SELECT {kind} AS kind, CASE WHEN n > 1 THEN CAST(n AS int) END AS point_count,
               CASE WHEN n > 1 AND doubtful > 0 THEN CAST(doubtful AS int) END AS doubtful_count,
               CASE WHEN n = 1 THEN ref END AS ref, CASE WHEN n = 1 THEN doubtful > 0 END AS doubtful,
               ST_Point(floor((sum_x / CAST(n AS float8) - %(left)s) * %(scale)s),
                        floor((sum_y / CAST(n AS float8) - %(top)s) * %(scale)s)) AS geom
        FROM cells ORDER BY n DESC, sum_x, sum_y) t)
FROM layer_version v WHERE v.layer = {layer}
