-- Whether all grids of a zone, in any edition in force, are among the caller's.
SELECT coalesce(bool_and(b.zone_id = ANY (CAST(:grids AS int[]))), false)
FROM boundary b
JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
JOIN edition e ON e.id = b.edition_id AND e.status = 'in_force'
WHERE b.path @> ARRAY[CAST(:zone AS int)]
