-- The lines of some zones in a cycle that stand: no counter-lines, and none that one counters.
SELECT e.id, e.object_kind, e.zone_id, e.part, e.component, e.item, e.step, e.rule, e.points, e.said, e.subject,
       e.evidence, e.digest, e.at
FROM assessment_entry e
WHERE e.cycle_id = :cycle AND e.zone_id = ANY (CAST(:zones AS int[])) AND e.counters IS NULL
  AND NOT EXISTS (SELECT FROM assessment_entry c WHERE c.counters = e.id)
ORDER BY e.id
