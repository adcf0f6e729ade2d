INSERT INTO matter_event (matter_id, seq, act, at, person_id, department, stage, until, due_at, due_clock, stage_due_at,
                          stage_clock, note, evidence, batch_id)
SELECT matter_id, seq, act, at, person_id, department, stage, until, due_at, due_clock, stage_due_at, stage_clock, note,
       evidence, CAST(:batch AS uuid)
FROM staged_event
