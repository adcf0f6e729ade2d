-- Every zone of an edition with the place of its label and the room that it has there, by level and code.
SELECT b.zone_id, z.level, z.code, b.name, b.path, l.room_m, ST_X(at.place) AS lon, ST_Y(at.place) AS lat
FROM boundary b
JOIN zone z ON z.id = b.zone_id
JOIN zone_label l ON l.edition_id = b.edition_id AND l.zone_id = b.zone_id
CROSS JOIN LATERAL (SELECT ST_Transform(l.geom, 4326) AS place) at
WHERE b.edition_id = :edition
ORDER BY z.level, z.code
