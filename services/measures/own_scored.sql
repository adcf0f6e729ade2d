-- In which periods of a series zones of a kind were scored themselves.
SELECT DISTINCT width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) AS bucket
FROM assessment_cycle c
JOIN assessment_score s ON s.cycle_id = c.id AND s.object_kind = :kind AND s.part = 'total'
WHERE c.starts_at = ANY (CAST(:edges AS timestamptz[])) AND c.stops_at = ANY (CAST(:edges AS timestamptz[]))
  AND width_bucket(c.stops_at, CAST(:edges AS timestamptz[]))
      = width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) + 1
  AND NOT EXISTS (SELECT FROM assessment_cycle o WHERE o.key = c.key AND o.id > c.id)
