-- The sample of a back-check with its answers, in the order of the references.
SELECT h.external_ref AS ref, h.address, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat, a.covered, a.answered_at, a.checked_at,
       s.display_name AS sent_to,
       p.display_name AS checker
FROM back_check_address a
JOIN household h ON h.id = a.household_id
LEFT JOIN person p ON p.id = a.checked_by
LEFT JOIN person s ON s.id = a.sent_to
WHERE a.back_check_id = :number
ORDER BY h.external_ref COLLATE "C"
