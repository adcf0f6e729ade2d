-- Of two reports the first is the one that was made earlier; of two made at one time, that with the lower number.
INSERT INTO matter_pair (first_id, again_id, apart_m)
SELECT CASE WHEN earlier THEN p.one ELSE p.other END, CASE WHEN earlier THEN p.other ELSE p.one END, p.apart_m
FROM alike p
JOIN matter a ON a.id = p.one
JOIN matter b ON b.id = p.other
CROSS JOIN LATERAL (
    SELECT (a.opened_at, a.external_ref COLLATE "C") < (b.opened_at, b.external_ref COLLATE "C")
) AS o (earlier)
ON CONFLICT DO NOTHING
