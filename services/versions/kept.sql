-- The versions of some layers, and whether this very transaction has raised one of them or of those that are told by
-- grid: what it sees may never be committed.
SELECT array_agg(version ORDER BY layer) FILTER (WHERE layer = ANY (:layers)) AS versions,
       coalesce(bool_or(changed_by = CAST(CAST(pg_current_xact_id_if_assigned() AS text) AS int8)), false) AS own
FROM layer_version WHERE layer = ANY (CAST(:layers AS text[]) || CAST(:by_grid AS text[]))
