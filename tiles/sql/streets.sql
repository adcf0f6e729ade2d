-- Streets, joined by name and kind into lines as long as they come: a name is then written once along its street.
-- Stretches are multi-lines: collected they are a collection, which ST_LineMerge makes nothing of unless flattened.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'street', 4096, 'geom')
    FROM (
        SELECT s.name, s.kind,
               ST_AsMVTGeom(ST_LineMerge(ST_CollectionExtract(ST_Collect(s.geom_3857), 2)),
                            ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true)
               AS geom
        FROM street s
        WHERE s.geom_3857 && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625)
        GROUP BY s.name, s.kind
        ORDER BY s.name, s.kind) t)
FROM layer_version v WHERE v.layer = 'streets'
