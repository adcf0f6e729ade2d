-- As 0001 made them.
ALTER POLICY scope ON household_location
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
ALTER POLICY scope ON matter_location
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
ALTER POLICY scope ON visit_location
    USING ((SELECT app.sees_everything()) OR grid_id = ANY ((SELECT app.my_grids())::int[]));
