DROP TRIGGER cover_new ON visit;
DROP TRIGGER cover_left ON visit;
DROP TRIGGER cover_moved ON visit;
DROP TRIGGER cover_gone ON visit;
DROP TRIGGER cover_none ON visit;
DROP TRIGGER cover_doubted ON visit_review;
DROP TRIGGER cover_decided ON visit_review;
DROP TRIGGER cover_gone ON visit_review;
DROP TRIGGER cover_changed ON household;
DROP TRIGGER cover_new ON household_location;
DROP TRIGGER cover_left ON household_location;
DROP TRIGGER cover_moved ON household_location;
DROP TRIGGER cover_gone ON household_location;
DROP TRIGGER cover_none ON household_location;
DROP TRIGGER cover_stated ON address_statement;
DROP TRIGGER cover_decided ON address_statement;
DROP TRIGGER cover_opened ON coverage_cycle;
DROP FUNCTION app.visits_cover(), app.households_cover(), app.places_cover(), app.statements_cover(),
    app.cycle_opened(), app.nothing_covers(), app.addresses_in(int, int, int[]), app.recount(int, text[], timestamptz),
    app.recount_grids(int, int[], int[], timestamptz), app.covered(int, text[]);
DELETE FROM layer_version WHERE layer = 'coverage';
