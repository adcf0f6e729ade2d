-- Intervals for the households that a batch added, by their references.
INSERT INTO household_care (household_id, every_days, since, set_by)
SELECT h.id, g.every_days, :since, :by
FROM unnest(CAST(:refs AS text[]), CAST(:days AS int[])) AS g(ref, every_days)
JOIN household h ON h.external_ref = g.ref AND h.batch_id = :batch
RETURNING id
