-- One point a zone, where its label has most room: a label in the outline's own tiles would come once a tile.
SELECT v.version, (
    SELECT ST_AsMVT(t, 'label', 4096, 'geom', 'id')
    FROM (
        SELECT l.zone_id AS id, z.code, b.name, z.level,
               ST_AsMVTGeom(l.geom, ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 0, true) AS geom
        FROM zone_label l
        JOIN zone z ON z.id = l.zone_id AND z.level = %(level)s
        JOIN boundary b ON b.edition_id = l.edition_id AND b.zone_id = l.zone_id
        WHERE l.edition_id = %(edition)s
          AND l.geom && ST_TileEnvelope(%(z)s, %(x)s, %(y)s)
          AND ({everything} OR l.zone_id IN (
              SELECT unnest(i.path) FROM boundary i
              WHERE i.edition_id = %(edition)s AND i.zone_id = ANY (%(grids)s)))
        ORDER BY l.zone_id) t)
FROM layer_version v WHERE v.layer = 'zones'
