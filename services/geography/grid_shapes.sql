-- The outlines of an edition's grids within the caller's scope.
SELECT CAST(json_build_object(
    'type', 'FeatureCollection',
    'features', coalesce(json_agg(json_build_object(
        'type', 'Feature',
        'id', b.zone_id,
        'properties', json_build_object('code', z.code, 'name', b.name),
        'geometry', CAST(ST_AsGeoJSON(b.geom, 6) AS json)) ORDER BY b.zone_id), CAST('[]' AS json))) AS text)
FROM boundary b
JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
WHERE b.edition_id = CAST(:edition AS int) AND (:everything OR b.zone_id = ANY (:grids))
