-- The drawn copies of one level of an edition, in degrees.
SELECT d.zone_id, ST_AsBinary(ST_Transform(d.geom, 4326)) AS outline
FROM drawn_zone d JOIN zone z ON z.id = d.zone_id AND z.level = :level
WHERE d.edition_id = :edition AND d.to_zoom = :band
ORDER BY d.zone_id
