-- What a line rests on.
SELECT e.subject, x.ref
FROM assessment_entry e
JOIN assessment_entry_evidence x ON x.entry_id = e.id
WHERE e.id = :entry
ORDER BY x.ref
