-- The report of every matter of a batch, then the closing of those that came closed; times and deadlines as the file
-- has them.
INSERT INTO matter_event (matter_id, seq, act, at, stage, due_at)
SELECT m.id, e.seq, e.act, e.at, e.stage, m.due_at
FROM matter m CROSS JOIN LATERAL (
    VALUES (1, 'report', m.opened_at, CAST(NULL AS text)), (2, 'take_over', m.closed_at, 'closed')
) AS e (seq, act, at, stage)
WHERE m.batch_id = :batch AND e.at IS NOT NULL
