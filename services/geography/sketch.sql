-- The outlines of one level of an edition.
SELECT b.zone_id, ST_AsBinary(b.geom) AS outline
FROM boundary b JOIN zone z ON z.id = b.zone_id AND z.level = :level
WHERE b.edition_id = :edition
ORDER BY b.zone_id
