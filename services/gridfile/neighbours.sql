-- Zones of the same level and edition that come near a zone, with their outlines; `open` where the caller may
-- open their file: all their grids are in scope. 0.0005 degrees are 30 to 55 m: a box to choose from, no measure.
SELECT z.code, n.name, ST_AsBinary(n.geom) AS shape,
       :everything OR (
           EXISTS (SELECT 1 FROM boundary g JOIN zone gz ON gz.id = g.zone_id AND gz.level = 'grid'
                   WHERE g.edition_id = n.edition_id AND g.path @> ARRAY[n.zone_id])
           AND NOT EXISTS (SELECT 1 FROM boundary g JOIN zone gz ON gz.id = g.zone_id AND gz.level = 'grid'
                           WHERE g.edition_id = n.edition_id AND g.path @> ARRAY[n.zone_id]
                             AND g.zone_id <> ALL (CAST(:grids AS int[])))) AS open
FROM boundary own
JOIN boundary n ON n.edition_id = own.edition_id AND n.zone_id <> own.zone_id
    AND n.geom && ST_Expand(own.geom, 0.0005)
JOIN zone z ON z.id = n.zone_id AND z.level = :level
WHERE own.edition_id = :edition AND own.zone_id = :zone
ORDER BY z.code
