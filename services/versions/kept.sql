-- The versions of some layers, and whether this very transaction has raised one: what it sees may never be committed.
SELECT array_agg(version ORDER BY layer) AS versions,
       coalesce(bool_or(changed_by = CAST(CAST(pg_current_xact_id_if_assigned() AS text) AS int8)), false) AS own
FROM layer_version WHERE layer = ANY (:layers)
