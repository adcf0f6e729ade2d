-- Reviews that are not decided and for which there are reasons now that there were not before.
UPDATE visit_review r
SET reasons = r.reasons || added.reasons, seq = r.seq + 1
FROM jsonb_to_recordset(CAST(:flagged AS jsonb)) AS f(id uuid, reasons varchar[])
CROSS JOIN LATERAL (
    SELECT array_agg(reason ORDER BY n) AS reasons
    FROM unnest(f.reasons) WITH ORDINALITY AS u(reason, n)
    WHERE NOT EXISTS (SELECT FROM visit_review old WHERE old.visit_id = f.id AND u.reason = ANY (old.reasons))
) added
WHERE r.visit_id = f.id AND r.look_id <> :look AND r.state <> 'decided' AND added.reasons IS NOT NULL
RETURNING r.visit_id, r.seq, added.reasons
