-- Every zone of an edition with its outline, by level and code.
SELECT b.zone_id, z.level, z.code, b.name, b.path, ST_AsBinary(b.geom) AS outline
FROM boundary b JOIN zone z ON z.id = b.zone_id
WHERE b.edition_id = :edition
ORDER BY z.level, z.code
