-- The report of every matter of a batch, then the taking over of those that had come further; times and deadlines as
-- the file has them. Where it does not say since when, it is since the file came. The last of them names the department.
INSERT INTO matter_event (matter_id, seq, act, at, stage, due_at, department)
SELECT m.id, e.seq, CASE e.seq WHEN 1 THEN 'report' ELSE 'take_over' END,
       CASE e.seq WHEN 1 THEN m.opened_at
                  ELSE COALESCE(m.closed_at, m.voided_at, GREATEST(now(), m.opened_at)) END,
       CASE e.seq WHEN 2 THEN m.stage END, m.due_at, CASE WHEN e.seq = m.seq THEN m.department END
FROM matter m CROSS JOIN (VALUES (1), (2)) AS e (seq)
WHERE m.batch_id = :batch AND e.seq <= m.seq
