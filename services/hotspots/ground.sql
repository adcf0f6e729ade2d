-- The grids of an edition that lie in the caller's scope, in EPSG:4326.
SELECT b.zone_id, ST_AsBinary(b.geom) AS shape
FROM boundary b
JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
WHERE b.edition_id = :edition AND (:everything OR b.zone_id = ANY (CAST(:grids AS int[])))
ORDER BY z.code
