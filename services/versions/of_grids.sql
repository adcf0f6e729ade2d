-- The versions of some layers in some grids of an edition, those that have none left out.
SELECT layer, grid_id, version
FROM grid_version
WHERE layer = ANY (:layers) AND edition_id = :edition AND grid_id = ANY (CAST(:grids AS int[]))
ORDER BY layer, grid_id
