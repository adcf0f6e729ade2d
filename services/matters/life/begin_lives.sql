-- The report of every matter of a batch, then the taking over of those that had come further; times and deadlines as
-- the file has them. Where it does not say since when, it is since the file came.
INSERT INTO matter_event (matter_id, seq, act, at, stage, due_at)
SELECT m.id, e.seq, e.act, e.at, e.stage, m.due_at
FROM matter m CROSS JOIN LATERAL (
    VALUES (1, 'report', m.opened_at, CAST(NULL AS text)),
           (2, 'take_over', COALESCE(m.closed_at, m.voided_at, GREATEST(now(), m.opened_at)), m.stage)
) AS e (seq, act, at, stage)
WHERE m.batch_id = :batch AND e.seq <= m.seq
