-- Streets whose name holds all words: one row a name, standing on the middle of its longest stretch.
SELECT DISTINCT ON (s.name) s.name, ST_X(mid.geom) AS lon, ST_Y(mid.geom) AS lat
FROM street s
CROSS JOIN LATERAL (SELECT ST_LineInterpolatePoint(ST_GeometryN(s.geom, 1), 0.5) AS geom) mid
WHERE s.name ILIKE ALL (CAST(:patterns AS text[]))
ORDER BY s.name, ST_Length(s.geom) DESC
LIMIT :most
