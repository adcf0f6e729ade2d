-- The streets that touch a box (degrees).
SELECT ST_AsBinary(geom) AS shape FROM street
WHERE geom && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
ORDER BY id
