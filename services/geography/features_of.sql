-- Every zone of an edition as a feature of GeoJSON: degrees to seven decimals, the zone's number as id.
SELECT b.zone_id, concat(
    '{"type":"Feature","id":', b.zone_id, ',"properties":{"code":', to_json(z.code), ',"name":', to_json(b.name),
    ',"level":"', z.level, '"},"geometry":', ST_AsGeoJSON(b.geom, 7), '}')
FROM boundary b
JOIN zone z ON z.id = b.zone_id
WHERE b.edition_id = :edition
