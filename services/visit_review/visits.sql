-- The visits of a time as the checks take them, each with its address: the nearest point of the building that the
-- household lies in, else the household's own.
WITH asked AS MATERIALIZED (
    SELECT v.*, (SELECT mixup_id FROM visit_correction c WHERE c.visit_id = v.id) IS NOT NULL AS corrected
    FROM visit v
    WHERE v.kind = 'visit' AND v.visited_at >= :since AND v.visited_at < :until
), homes AS MATERIALIZED (
    SELECT h.external_ref, h.id, h.geom, b.id AS building, b.geom AS outline
    FROM (SELECT DISTINCT household_ref FROM asked) named
    JOIN household h ON h.external_ref = named.household_ref
    LEFT JOIN LATERAL (
        SELECT id, building.geom FROM building WHERE ST_Intersects(building.geom, h.geom) ORDER BY id LIMIT 1
    ) b ON true
)
SELECT CAST(v.id AS text) AS id, v.external_ref AS ref, v.household_ref AS address, CAST(h.id AS text) AS household,
       h.building, coalesce(v.visitor, '') AS visitor, v.device, v.corrected, v.form,
       CASE WHEN v.sent_at IS NOT NULL
            THEN concat_ws(' ', v.batch_id, coalesce(v.device, v.visitor), v.sent_at) END AS sending,
       ST_X(v.geom) AS lon, ST_Y(v.geom) AS lat,
       ST_X(near.at) AS address_lon, ST_Y(near.at) AS address_lat, v.accuracy_m,
       extract(epoch FROM v.visited_at) AS visited_s,
       extract(epoch FROM CAST(v.visited_at AT TIME ZONE :zone AS time)) / 3600 AS local_hour,
       extract(epoch FROM v.left_at - v.visited_at) AS dwell_s,
       extract(epoch FROM v.sent_at - v.received_at) AS skew_s
FROM asked v
LEFT JOIN homes h ON h.external_ref = v.household_ref
LEFT JOIN LATERAL (SELECT coalesce(ST_ClosestPoint(h.outline, v.geom), h.geom) AS at) near ON true
ORDER BY v.external_ref COLLATE "C"
