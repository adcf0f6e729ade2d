-- The base map's parks and other green.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'park', 4096, 'geom')
    FROM (
        SELECT s.name, ST_AsMVTGeom(s.geom_3857, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom
        FROM park s
        WHERE s.geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625)
        ORDER BY s.id) t)
FROM layer_version v WHERE v.layer = 'parks'
