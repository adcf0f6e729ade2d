-- The visits of a visitor on one local day, in order, as far as the caller sees them.
SELECT v.external_ref AS ref, v.household_ref AS household, v.visited_at, ST_X(v.geom) AS lon, ST_Y(v.geom) AS lat,
       v.accuracy_m
FROM visit v
WHERE v.kind = 'visit' AND v.visitor = :visitor AND v.visited_at >= :since AND v.visited_at < :until
ORDER BY v.visited_at, v.external_ref COLLATE "C"
