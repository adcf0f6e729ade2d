-- Where events and states of many matters are collected before they are written.
DROP TABLE IF EXISTS pg_temp.staged_event, pg_temp.staged_state;
CREATE TEMPORARY TABLE staged_event ON COMMIT DROP AS
SELECT matter_id, seq, act, at, person_id, department, stage, until, due_at, due_clock, stage_due_at, stage_clock, note,
       evidence
FROM matter_event LIMIT 0;
CREATE TEMPORARY TABLE staged_state ON COMMIT DROP AS
SELECT id AS matter_id, stage, seq, department, due_at, due_clock, stage_due_at, stage_clock, filing_due_at, filed_at,
       dispatched_at, handling_due_at, handled_at, closed_at, voided_at, deferred_until, deferrals, returns, reworks,
       supervised, appealed, self_handled
FROM matter LIMIT 0;
