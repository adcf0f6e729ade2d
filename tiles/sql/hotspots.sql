-- Units of the newest hotspot map of an edition, in the caller's scope, each with what is said of it. A unit is drawn
-- in every tile that it touches.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'hotspot', 4096, 'geom')
    FROM (
        SELECT u.analysis_id AS map, u.place, u.verdict, u.incidents,
               ST_AsMVTGeom(ST_Transform(u.geom, 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom
        FROM hotspot_unit u
        WHERE u.analysis_id = (SELECT max(a.id) FROM hotspot_analysis a WHERE a.edition_id = %(edition)s)
          AND u.geom && ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625), 4326)
          AND ({everything} OR u.grid_id = ANY (%(grids)s))
        ORDER BY u.unit) t)
FROM layer_version v WHERE v.layer = 'hotspots'
