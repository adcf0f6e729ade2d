-- What lies in a box (degrees): zones of one level and edition, streets, water, parks and buildings, cut to the box.
WITH box AS (SELECT ST_MakeEnvelope(:west, :south, :east, :north, 4326) AS geom)
SELECT 'zone' AS layer, z.code AS key, b.name, ST_AsBinary(ST_ClipByBox2D(b.geom, box.geom)) AS shape
FROM box JOIN boundary b ON b.geom && box.geom AND b.edition_id = :edition
JOIN zone z ON z.id = b.zone_id AND z.level = :level
UNION ALL
SELECT 'water', '', w.name, ST_AsBinary(ST_ClipByBox2D(w.geom, box.geom)) FROM box JOIN water w ON w.geom && box.geom
UNION ALL
SELECT 'park', '', p.name, ST_AsBinary(ST_ClipByBox2D(p.geom, box.geom)) FROM box JOIN park p ON p.geom && box.geom
UNION ALL
SELECT 'building', '', NULL, ST_AsBinary(g.geom) FROM box JOIN LATERAL (
    SELECT u.geom FROM building u WHERE u.geom && box.geom LIMIT :most) g ON true
UNION ALL
SELECT 'street', coalesce(s.kind, ''), s.name, ST_AsBinary(ST_ClipByBox2D(s.geom, box.geom))
FROM box JOIN street s ON s.geom && box.geom
