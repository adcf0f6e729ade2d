-- Whether this transaction has written, and what changes with everything that a reading rests on.
SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written,
       (SELECT created_at FROM edition WHERE id = :edition) AS made,
       (SELECT array_agg(version ORDER BY layer) FROM layer_version
        WHERE layer IN ('zones', 'households', 'matters', 'visits', 'coverage', 'scores')) AS versions
