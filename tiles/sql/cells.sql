-- All points of one kind within the caller's scope at a low zoom level, from the counts by zoom-18 cell and grid.
SELECT v.version, (
    WITH cells AS (
        SELECT sum(n) AS n, sum(sum_x) AS sum_x, sum(sum_y) AS sum_y, sum(doubtful) AS doubtful,
               min(ref COLLATE "C") AS ref
        FROM point_cell
        WHERE kind = {kind} AND edition_id = %(edition)s AND cell >= %(low)s >> 4 AND cell < %(high)s >> 4
          AND (%(everything)s OR grid_id = ANY (%(grids)s))
        GROUP BY cell >> %(gather)s)
    SELECT ST_AsMVT(t, 'point', 4096, 'geom')
    FROM (
        SELECT {kind} AS kind, CASE WHEN n > 1 THEN CAST(n AS int) END AS point_count,
               CASE WHEN n > 1 AND doubtful > 0 THEN CAST(doubtful AS int) END AS doubtful_count,
               CASE WHEN n = 1 THEN ref END AS ref, CASE WHEN n = 1 THEN doubtful > 0 END AS doubtful,
               ST_Point(floor((sum_x / CAST(n AS float8) - %(left)s) * %(scale)s),
                        floor((sum_y / CAST(n AS float8) - %(top)s) * %(scale)s)) AS geom
        FROM cells ORDER BY n DESC, sum_x, sum_y) t)
FROM layer_version v WHERE v.layer = {layer}
