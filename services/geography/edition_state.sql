-- What changes whenever an outline of an edition or the water does: its birth, how many there are, the last change.
SELECT (SELECT created_at FROM edition WHERE id = :edition) AS made,
       count(*) AS zones, max(CAST(CAST(xmin AS text) AS int8)) AS changed,
       (SELECT count(*) FROM water) AS waters, (SELECT max(CAST(CAST(xmin AS text) AS int8)) FROM water) AS wetted
FROM boundary WHERE edition_id = :edition
