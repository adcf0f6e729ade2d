-- What items and components came to, of the objects of a kind.
SELECT s.zone_id, s.key, s.points, s.maximum, s.standing
FROM assessment_score s
WHERE s.cycle_id = :cycle AND s.object_kind = :kind AND s.part <> 'total'
