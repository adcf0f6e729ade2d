-- Reviews of devices in another frame: what that frame explains is no reason any more, and where nothing else is left
-- the review is decided by that, against nobody.
UPDATE visit_review r
SET reasons = CASE WHEN rest.reasons = '{}' THEN r.reasons ELSE rest.reasons END,
    state = CASE WHEN rest.reasons = '{}' THEN 'decided' ELSE r.state END,
    outcome = CASE WHEN rest.reasons = '{}' THEN 'explained' END, seq = r.seq + 1
FROM (
    SELECT visit_id, ARRAY(SELECT reason FROM unnest(o.reasons) WITH ORDINALITY AS u(reason, n)
                           WHERE NOT reason = ANY (CAST(:explained AS varchar[])) ORDER BY n) AS reasons
    FROM visit_review o
    WHERE o.device = ANY (CAST(:devices AS varchar[])) AND o.state <> 'decided' AND o.reasons && CAST(:explained AS varchar[])
) rest
WHERE r.visit_id = rest.visit_id
RETURNING r.visit_id, r.seq, r.outcome, r.reasons
