-- From the counts by zoom-18 cell and grid: points of all time at a low zoom level.
SELECT CAST(sum(n) AS int8) AS n, sum(sum_x) AS sum_x, sum(sum_y) AS sum_y, sum(doubtful) AS doubtful,
       min(ref COLLATE "C") AS ref
FROM point_cell
WHERE kind = {kind} AND edition_id = %(edition)s AND cell >= %(low)s >> 4 AND cell < %(high)s >> 4
  AND ({everything} OR grid_id = ANY (%(grids)s))
GROUP BY cell >> %(gather)s
