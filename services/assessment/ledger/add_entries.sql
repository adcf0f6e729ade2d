-- Add the staged lines. `at` is one moment for all of a run.
INSERT INTO assessment_entry (id, cycle_id, run_id, object_kind, zone_id, part, component, item, step, rule,
    rubric_version_id, points, said, subject, evidence, digest, counters, person_id, at)
SELECT id, :cycle, :run, object_kind, zone_id, part, component, item, step, rule, :version, points, said, subject,
       evidence, digest, counters, :person, :at
FROM entry_added
