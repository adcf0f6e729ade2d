-- The people whose zones hold a grid under an edition, and who may be sent to its addresses.
SELECT DISTINCT p.id, p.login, p.display_name, p.role
FROM person p
JOIN person_zone pz ON pz.person_id = p.id
JOIN boundary b ON b.edition_id = :edition AND b.zone_id = :grid AND pz.zone_id = ANY (b.path)
WHERE p.active AND p.role IN ('grid_leader', 'area_leader', 'community')
ORDER BY p.display_name, p.login
