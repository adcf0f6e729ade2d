-- When a cycle was reckoned for the first time, as the number of that run; null before.
SELECT min(id) FROM assessment_run WHERE cycle_id = :cycle
