-- What zones of a kind scored in each period that is a cycle of an assessment, in millionths of a point; of two rubrics the one
-- opened last. What has too little to be ranked by is left out.
SELECT width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) AS bucket, s.zone_id AS grid_id,
       CAST(round(s.points * 1000000) AS int8) AS inside, 0 AS outside
FROM assessment_cycle c
JOIN assessment_score s ON s.cycle_id = c.id AND s.object_kind = :kind AND s.part = 'total'
WHERE c.starts_at = ANY (CAST(:edges AS timestamptz[])) AND c.stops_at = ANY (CAST(:edges AS timestamptz[]))
  AND width_bucket(c.stops_at, CAST(:edges AS timestamptz[]))
      = width_bucket(c.starts_at, CAST(:edges AS timestamptz[])) + 1
  AND NOT EXISTS (SELECT FROM assessment_cycle o WHERE o.key = c.key AND o.id > c.id)
  AND s.points IS NOT NULL AND s.unranked IS NULL
  AND (:everything OR s.zone_id = ANY (CAST(:zones AS int[])))
