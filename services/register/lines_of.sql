-- The households of an edition, in the same form (lines.sql).
SELECT count(*) AS households,
       encode(sha256(convert_to(coalesce(string_agg(
           concat_ws(E'\t', h.external_ref, CAST(ST_X(h.geom) AS text), CAST(ST_Y(h.geom) AS text), e.state,
                     coalesce(CAST(e.residents AS text), '')),
           E'\n' ORDER BY h.external_ref COLLATE "C"), ''), 'UTF8')), 'hex') AS sha256
FROM register_entry e
JOIN household h ON h.id = e.household_id
WHERE e.edition_id = :edition
