-- The matters of a hotspot in the caller's scope, newest first; those of one incident share its number.
SELECT m.external_ref AS ref, m.code, m.source, m.opened_at, m.closed_at, h.incident
FROM hotspot_unit u
JOIN hotspot_matter h ON h.analysis_id = u.analysis_id AND h.unit = u.unit
JOIN matter m ON m.id = h.point_id
WHERE u.analysis_id = :analysis AND u.place = :place AND (:everything OR u.grid_id = ANY (CAST(:grids AS int[])))
ORDER BY m.opened_at DESC, m.external_ref
