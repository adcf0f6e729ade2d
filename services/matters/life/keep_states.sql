-- What the events of each matter add up to, into its row.
UPDATE matter m
SET stage = s.stage, seq = s.seq, department = s.department, due_at = s.due_at, due_clock = s.due_clock,
    stage_due_at = s.stage_due_at, stage_clock = s.stage_clock, filing_due_at = s.filing_due_at, filed_at = s.filed_at,
    dispatched_at = s.dispatched_at, handling_due_at = s.handling_due_at, handled_at = s.handled_at,
    closed_at = s.closed_at, voided_at = s.voided_at, deferred_until = s.deferred_until, deferrals = s.deferrals,
    returns = s.returns, reworks = s.reworks, supervised = s.supervised, appealed = s.appealed,
    self_handled = s.self_handled
FROM staged_state s
WHERE m.id = s.matter_id
