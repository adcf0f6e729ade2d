-- A hotspot becomes a place to look at: the middle of its strongest unit. Nothing happens where it stands already.
INSERT INTO stop_candidate (analysis_id, place, grid_id, geom, added_by)
SELECT analysis_id, place, grid_id, ST_PointOnSurface(geom), :person
FROM hotspot_unit
WHERE analysis_id = :analysis AND place = :place AND grid_id IS NOT NULL
ORDER BY z DESC, unit
LIMIT 1
ON CONFLICT (analysis_id, place) WHERE dropped_at IS NULL DO NOTHING
RETURNING id
