-- What objects came to in the parts of a cycle, with what of it is carried over: the points of such items or components
-- with all that counts for them. Where later corrections do not count, the total is what the ledger held when the
-- longer cycle was reckoned for the first time.
SELECT s.cycle_id, s.object_kind, s.zone_id, s.standing, s.missing, s.inspections, s.days,
       CASE WHEN CAST(:upto AS int) IS NULL THEN s.points ELSE (
           SELECT sum(e.points) FROM assessment_entry e
           WHERE e.cycle_id = s.cycle_id AND e.zone_id = s.zone_id AND e.object_kind = s.object_kind
             AND e.run_id < :upto) END AS points,
       c.carried
FROM assessment_score s
LEFT JOIN LATERAL (
    SELECT sum(e.points) AS carried FROM assessment_entry e
    WHERE e.cycle_id = s.cycle_id AND e.zone_id = s.zone_id AND e.object_kind = s.object_kind
      AND (e.item = ANY (CAST(:carried AS text[])) OR e.component = ANY (CAST(:carried AS text[])))
      AND (CAST(:upto AS int) IS NULL OR e.run_id < :upto)) c ON true
WHERE s.cycle_id = ANY (CAST(:parts AS int[])) AND s.part = 'total'
  AND (CAST(:zones AS int[]) IS NULL OR s.zone_id = ANY (CAST(:zones AS int[])))
