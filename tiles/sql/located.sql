-- From the places themselves, by their covering index alone: points of a period, and all at a high zoom level. A cell
-- is `fine` bits of a zoom-31 tile wide; where there are more than 5,000 points `coarse` bits, which leave 4,096
-- cells at most.
WITH within AS NOT MATERIALIZED (
    SELECT tile_x, tile_y, doubtful, ref FROM {location}
    WHERE edition_id = %(edition)s AND quadkey >= %(low)s AND quadkey < %(high)s
      AND ({everything} OR grid_id = ANY (%(grids)s) OR grid_id IS NULL AND nearest_grid_id = ANY (%(grids)s))
      AND ({always} OR happened_at >= %(start)s AND happened_at < %(stop)s)),
cell AS (
    SELECT CASE WHEN %(coarse)s > %(fine)s
                 AND (SELECT count(*) FROM (SELECT FROM within LIMIT %(most)s + 1) first) > %(most)s
           THEN %(coarse)s ELSE %(fine)s END AS bits)
SELECT count(*) AS n, sum(tile_x) AS sum_x, sum(tile_y) AS sum_y, count(*) FILTER (WHERE doubtful) AS doubtful,
       min(ref COLLATE "C") AS ref
FROM within
GROUP BY tile_x >> (SELECT bits FROM cell), tile_y >> (SELECT bits FROM cell)
