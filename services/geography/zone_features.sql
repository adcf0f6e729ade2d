-- A page of zones of one level within the caller's scope, as a finished FeatureCollection, with the version of zones
-- that it shows. Pages follow by zone number.
WITH page AS (
    SELECT b.zone_id, z.code, b.name, z.level, b.geom
    FROM boundary b
    JOIN zone z ON z.id = b.zone_id AND z.level = :level
    WHERE b.edition_id = CAST(:edition AS int) AND b.zone_id > CAST(:after AS int)
      AND (:everything OR b.zone_id IN (
          SELECT unnest(i.path) FROM boundary i
          WHERE i.edition_id = CAST(:edition AS int) AND i.zone_id = ANY (:grids)))
    ORDER BY b.zone_id
    LIMIT CAST(:most AS int))
SELECT (SELECT version FROM layer_version WHERE layer = 'zones'), concat(
    '{"type":"FeatureCollection","features":[',
    string_agg(concat(
        '{"type":"Feature","id":', zone_id, ',"properties":{"code":', to_json(code), ',"name":', to_json(name),
        ',"level":"', level, '"},"geometry":', ST_AsGeoJSON(geom, 7), '}'), ',' ORDER BY zone_id),
    ']}'), CASE WHEN count(*) = CAST(:most AS int) THEN max(zone_id) END
FROM page
