-- The area of each grid in whole square metres; the same in every period.
SELECT CAST(NULL AS int) AS bucket, b.zone_id AS grid_id, CAST(round(b.area_m2) AS int8) AS inside, 0 AS outside
FROM boundary b
JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
WHERE b.edition_id = :edition AND (:everything OR b.zone_id = ANY (:grids))
