-- The households of an edition of the register from which a back-check draws: all, or those in the grids of a zone.
SELECT e.household_id, h.external_ref AS ref, ST_X(h.geom) AS lon, ST_Y(h.geom) AS lat
FROM register_entry e
JOIN household h ON h.id = e.household_id
LEFT JOIN household_location l ON l.point_id = e.household_id AND l.edition_id = :boundaries
LEFT JOIN boundary b ON b.edition_id = :boundaries AND b.zone_id = l.grid_id
WHERE e.edition_id = :register AND (CAST(:zone AS int) IS NULL OR :zone = ANY (b.path))
ORDER BY h.external_ref COLLATE "C"
