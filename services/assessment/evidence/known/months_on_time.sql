-- Months of the period that a grid handed in by their last day and that were not sent back: what counts as done. A
-- month is known by grid and month in one number, as wide as the other keys.
SELECT r.grid_id, 1 AS repeat, '' AS source, '' AS level, false AS deferred, count(*) AS n,
       string_agg(int8send(0) || int8send(r.grid_id * CAST(1000000 AS int8) + to_char(r.month, 'YYYYMM')::int8), '')
           AS refs
FROM month_report r
WHERE (:everything OR r.grid_id = ANY (CAST(:grids AS int[])))
  AND r.month >= CAST(CAST(:start AS timestamptz) AT TIME ZONE :zone AS date)
  AND r.month < CAST(CAST(:stop AS timestamptz) AT TIME ZONE :zone AS date)
  AND r.handed_in_at <= :now AND NOT r.late AND r.state <> 'sent_back'
GROUP BY r.grid_id
