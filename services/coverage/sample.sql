-- The sample of a back-check with its answers, in the order of the references.
SELECT h.external_ref AS ref, h.address, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat, a.covered, a.answered_at
FROM back_check_address a
JOIN household h ON h.id = a.household_id
WHERE a.back_check_id = :number
ORDER BY h.external_ref COLLATE "C"
