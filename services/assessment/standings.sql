-- What the objects of a kind came to, named as in the last edition in which they are, with those above up to the
-- community. The caller's own alone: those of which all grids are the caller's.
SELECT s.zone_id, z.code, b.name, b.path, b.edition_id, above.names AS within, s.points, s.standing, s.missing, s.unranked,
       s.grade_caps
FROM assessment_score s
JOIN zone z ON z.id = s.zone_id
JOIN LATERAL (
    SELECT b.name, b.path, b.edition_id
    FROM boundary b JOIN edition e ON e.id = b.edition_id AND e.status = 'in_force'
    WHERE b.zone_id = s.zone_id ORDER BY e.valid_from DESC, e.id DESC LIMIT 1) b ON true
LEFT JOIN LATERAL (
    SELECT string_agg(a.name, ' ' ORDER BY array_position(b.path, a.zone_id)) AS names
    FROM boundary a JOIN zone az ON az.id = a.zone_id AND az.level <> 'subdistrict'
    WHERE a.edition_id = b.edition_id AND a.zone_id = ANY (b.path) AND a.zone_id <> s.zone_id) above ON true
WHERE s.cycle_id = :cycle AND s.object_kind = :kind AND s.part = 'total'
  AND (:everything OR NOT EXISTS (
      SELECT FROM boundary g JOIN zone gz ON gz.id = g.zone_id AND gz.level = 'grid'
      WHERE g.edition_id = b.edition_id AND g.path @> ARRAY[s.zone_id] AND g.zone_id <> ALL (CAST(:grids AS int[]))))
ORDER BY z.code
