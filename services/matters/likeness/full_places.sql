-- The rows of every place that at least so many matters share, and of the six fullest, against which one stands out.
WITH places AS (
    SELECT geom, count(*) AS n, row_number() OVER (ORDER BY count(*) DESC, geom) AS place
    FROM matter
    GROUP BY geom
)
SELECT ST_X(m.geom), ST_Y(m.geom), m.address
FROM matter m
WHERE m.geom IN (SELECT geom FROM places WHERE n >= :fewest OR place <= 6)
