-- The hotspots of an analysis: units that touch, in the caller's scope, with the grids that they lie in.
SELECT u.place, min(u.verdict) AS verdict, count(*) AS units, sum(u.incidents) AS incidents, sum(u.exposure) AS exposure,
       sum(u.residents) AS residents, max(u.z) AS z, min(u.p) AS p,
       (array_agg(u.observed ORDER BY u.z DESC))[1] AS observed, (array_agg(u.expected ORDER BY u.z DESC))[1] AS expected,
       (array_agg(u.recurrence ORDER BY u.z DESC))[1] AS recurrence,
       array_agg(DISTINCT z.code) AS codes, array_agg(DISTINCT b.name) AS names
FROM hotspot_unit u
JOIN hotspot_analysis a ON a.id = u.analysis_id
JOIN zone z ON z.id = u.grid_id
JOIN boundary b ON b.edition_id = a.edition_id AND b.zone_id = u.grid_id
WHERE u.analysis_id = :analysis AND u.place IS NOT NULL AND (:everything OR u.grid_id = ANY (CAST(:grids AS int[])))
GROUP BY u.place
ORDER BY u.place
