-- The rows of every place that at least so many matters share, and of the six fullest, against which one stands out.
WITH places AS MATERIALIZED (
    SELECT geom, count(*) AS n FROM matter GROUP BY geom HAVING count(*) >= 2
), fullest AS (
    SELECT geom FROM places WHERE n >= :fewest
    UNION
    (SELECT geom FROM places ORDER BY n DESC, geom LIMIT 6)
)
SELECT ST_X(m.geom), ST_Y(m.geom), m.address
FROM matter m
WHERE m.geom IN (SELECT geom FROM fullest)
