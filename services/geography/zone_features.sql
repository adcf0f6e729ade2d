-- A page of zones of one level within the caller's scope, packed, with the version of zones that it shows. Pages
-- follow by zone number.
WITH page AS (
    SELECT f.zone_id, f.packed
    FROM zone_feature f
    JOIN zone z ON z.id = f.zone_id AND z.level = :level
    WHERE f.edition_id = CAST(:edition AS int) AND f.zone_id > CAST(:after AS int)
      AND (:everything OR f.zone_id IN (
          SELECT unnest(i.path) FROM boundary i
          WHERE i.edition_id = CAST(:edition AS int) AND i.zone_id = ANY (:grids)))
    ORDER BY f.zone_id
    LIMIT CAST(:most AS int))
SELECT (SELECT version FROM layer_version WHERE layer = 'zones'),
       coalesce(string_agg(packed, CAST(:comma AS bytea) ORDER BY zone_id), ''),
       CASE WHEN count(*) = CAST(:most AS int) THEN max(zone_id) END
FROM page
