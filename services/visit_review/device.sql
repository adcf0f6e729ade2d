-- The newest visits of a device with their addresses, as far as the caller sees them.
SELECT ST_X(v.geom) AS lon, ST_Y(v.geom) AS lat, ST_X(near.at) AS address_lon, ST_Y(near.at) AS address_lat
FROM visit v
JOIN household h ON h.external_ref = v.household_ref
LEFT JOIN LATERAL (
    SELECT building.geom FROM building WHERE ST_Intersects(building.geom, h.geom) ORDER BY id LIMIT 1
) b ON true
CROSS JOIN LATERAL (SELECT coalesce(ST_ClosestPoint(b.geom, v.geom), h.geom) AS at) near
WHERE v.device = :device AND v.kind = 'visit'
ORDER BY v.visited_at DESC, v.external_ref COLLATE "C"
LIMIT :most
