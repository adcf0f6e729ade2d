-- Whoever answers for a grid answers for the points outside all grids that are nearest to it.
-- Both functions stand in sub-selects, so that each is evaluated once a statement, not once a row.
ALTER POLICY scope ON household_location
    USING ((SELECT app.sees_everything())
        OR grid_id = ANY ((SELECT app.my_grids())::int[])
        OR (grid_id IS NULL AND nearest_grid_id = ANY ((SELECT app.my_grids())::int[])));
ALTER POLICY scope ON matter_location
    USING ((SELECT app.sees_everything())
        OR grid_id = ANY ((SELECT app.my_grids())::int[])
        OR (grid_id IS NULL AND nearest_grid_id = ANY ((SELECT app.my_grids())::int[])));
ALTER POLICY scope ON visit_location
    USING ((SELECT app.sees_everything())
        OR grid_id = ANY ((SELECT app.my_grids())::int[])
        OR (grid_id IS NULL AND nearest_grid_id = ANY ((SELECT app.my_grids())::int[])));
