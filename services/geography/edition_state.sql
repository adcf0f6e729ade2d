-- What changes whenever an outline of an edition does: its birth, how many zones it has, and the last change of any.
SELECT (SELECT created_at FROM edition WHERE id = :edition) AS made,
       count(*) AS zones, max(CAST(CAST(xmin AS text) AS int8)) AS changed
FROM boundary WHERE edition_id = :edition
