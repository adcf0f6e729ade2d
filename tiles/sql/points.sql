-- Points of one kind within the caller's scope, gathered in cells by counted.sql or located.sql; every point counts
-- in exactly one tile of a zoom level. Large clusters are drawn first, below small ones and single points: as the
-- columns of one tile hardly differ, the sum of columns orders by the count.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'point', 4096, 'geom')
    FROM (
        SELECT CASE WHEN n > 1 THEN CAST(n AS int) END AS point_count,
               CASE WHEN n > 1 AND doubtful > 0 THEN CAST(doubtful AS int) END AS doubtful_count,
               CASE WHEN n = 1 THEN ref END AS ref, CASE WHEN n = 1 AND doubtful > 0 THEN true END AS doubtful,
               ST_Point(floor((CAST(sum_x AS float8) / n - %(left)s) * %(scale)s),
                        floor((CAST(sum_y AS float8) / n - %(top)s) * %(scale)s)) AS geom
        FROM ({gathered}) cells ORDER BY sum_x DESC, sum_y) t)
FROM ({version}) v
