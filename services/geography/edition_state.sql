-- What changes whenever an outline of an edition or the water does: its birth, and the versions of both.
SELECT (SELECT created_at FROM edition WHERE id = :edition) AS made,
       (SELECT version FROM layer_version WHERE layer = 'zones') AS zones,
       (SELECT version FROM layer_version WHERE layer = 'water') AS water
