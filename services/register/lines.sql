-- The households as they stand, one line each in the order of their references, and what the lines hash to.
SELECT count(*) AS households,
       encode(sha256(convert_to(coalesce(string_agg(
           concat_ws(E'\t', h.external_ref, CAST(ST_X(h.geom) AS text), CAST(ST_Y(h.geom) AS text), h.state,
                     coalesce(CAST(h.residents AS text), '')),
           E'\n' ORDER BY h.external_ref COLLATE "C"), ''), 'UTF8')), 'hex') AS sha256
FROM household h
