-- The places that stand, the newest first, with the grid's name under the analysis' own edition.
SELECT c.id, c.analysis_id, c.place, z.code, b.name, ST_X(c.geom) AS lon, ST_Y(c.geom) AS lat, c.added_at, p.display_name AS added_by
FROM stop_candidate c
JOIN hotspot_analysis a ON a.id = c.analysis_id
JOIN zone z ON z.id = c.grid_id
JOIN boundary b ON b.edition_id = a.edition_id AND b.zone_id = c.grid_id
LEFT JOIN person p ON p.id = c.added_by
WHERE c.dropped_at IS NULL
ORDER BY c.added_at DESC, c.id DESC
