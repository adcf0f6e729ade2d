-- Zones of one level of an edition that hold a grid of the caller's scope, from the copy made for this zoom level.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'zone', 4096, 'geom', 'id')
    FROM (
        SELECT d.zone_id AS id, z.code, b.name, z.level,
               ST_AsMVTGeom(d.geom, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom
        FROM drawn_zone d
        JOIN zone z ON z.id = d.zone_id AND z.level = %(level)s
        JOIN boundary b ON b.edition_id = d.edition_id AND b.zone_id = d.zone_id
        WHERE d.edition_id = %(edition)s AND d.to_zoom = %(band)s
          AND d.geom && ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.015625)
          AND ({everything} OR d.zone_id IN (
              SELECT unnest(i.path) FROM boundary i
              WHERE i.edition_id = %(edition)s AND i.zone_id = ANY (%(grids)s)))
        ORDER BY d.zone_id) t)
FROM layer_version v WHERE v.layer = 'zones'
