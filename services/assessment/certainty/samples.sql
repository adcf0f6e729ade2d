-- Marks with points that the last run counted, with who gave them and on which day (UTC): what one person marked of an
-- object on one day is one inspection. The caller sees the objects of which all grids are the caller's.
SELECT m.cycle_id, m.zone_id, m.name, m.person_id, p.display_name AS by, (m.at AT TIME ZONE 'UTC')::date AS day, m.points
FROM assessment_mark m
LEFT JOIN person p ON p.id = m.person_id
WHERE m.cycle_id = ANY (CAST(:cycles AS int[])) AND m.object_kind = :kind AND m.zone_id = ANY (CAST(:zones AS int[]))
  AND m.standing = 'scored' AND m.points IS NOT NULL AND m.name = ANY (CAST(:names AS text[]))
  AND m.counters IS NULL AND m.at <= :upto
  AND NOT EXISTS (SELECT FROM assessment_mark c WHERE c.counters = m.id AND c.at <= :upto)
ORDER BY m.id
