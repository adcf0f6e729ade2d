-- Where located points are collected before they are inserted: row-level security forbids COPY on its tables.
-- -1 stands for no grid.
DROP TABLE IF EXISTS pg_temp.placed;
CREATE TEMPORARY TABLE placed (
    point_id uuid, grid_id int4, doubtful bool, nearest_grid_id int4, nearest_m float8, quadkey int8,
    tile_x int4, tile_y int4
) ON COMMIT DROP;
