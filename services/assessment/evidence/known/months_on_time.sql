-- Months of the period that are not missing in a grid: handed in by their last day and not sent back, or not due yet,
-- of which there is nothing to refer to. A month is known by grid and month in one number, as wide as the other keys.
SELECT b.zone_id AS grid_id, 1 AS repeat, '' AS source, '' AS level, false AS deferred, count(*) AS n,
       string_agg(int8send(0) || int8send(r.grid_id * CAST(1000000 AS int8) + to_char(r.month, 'YYYYMM')::int8), '')
           AS refs
FROM boundary b
JOIN zone z ON z.id = b.zone_id AND z.level = 'grid'
CROSS JOIN generate_series(CAST(:start AS timestamptz) AT TIME ZONE :zone,
    CAST(:stop AS timestamptz) AT TIME ZONE :zone - interval '1 day', interval '1 month') AS m(month)
LEFT JOIN month_report r ON r.grid_id = b.zone_id AND r.month = CAST(m.month AS date)
    AND r.handed_in_at <= :now AND NOT r.late AND r.state <> 'sent_back'
WHERE b.edition_id = :edition AND (:everything OR b.zone_id = ANY (CAST(:grids AS int[])))
  AND (r.grid_id IS NOT NULL OR (m.month + interval '1 month') AT TIME ZONE :zone > :now)
GROUP BY b.zone_id
