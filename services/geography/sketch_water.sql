-- Water within a box, without what is smaller than the detail (degrees); what vanishes is left out.
SELECT ST_AsBinary(seen.geom)
FROM water w
CROSS JOIN LATERAL (
    SELECT ST_CollectionExtract(ST_SimplifyPreserveTopology(
        ST_Intersection(w.geom, ST_MakeEnvelope(:west, :south, :east, :north, 4326)), :detail), 3) AS geom
) seen
WHERE w.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
  AND ST_Area(seen.geom) > CAST(:detail AS float8) * CAST(:detail AS float8)
ORDER BY w.id
