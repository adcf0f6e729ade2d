-- Add what the staged lines rest on, each with its place as it is now: a later correction moves no evidence.
INSERT INTO assessment_entry_evidence (entry_id, ref, geom)
SELECT s.entry_id, s.ref, CASE e.subject WHEN 'matter' THEN m.geom WHEN 'visit' THEN v.geom
                                         WHEN 'household' THEN h.geom END
FROM evidence_added s
JOIN entry_added e ON e.id = s.entry_id
LEFT JOIN matter m ON e.subject = 'matter' AND m.id = s.ref
LEFT JOIN visit v ON e.subject = 'visit' AND v.id = s.ref
LEFT JOIN household h ON e.subject = 'household' AND h.id = s.ref
