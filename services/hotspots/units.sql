-- The units of an analysis in the caller's scope.
SELECT unit, place, verdict, incidents, exposure, residents, smoothed, found_by_step, exposure_by_step,
       ST_AsBinary(geom) AS shape
FROM hotspot_unit
WHERE analysis_id = :analysis AND (:everything OR grid_id = ANY (CAST(:grids AS int[])))
ORDER BY unit
